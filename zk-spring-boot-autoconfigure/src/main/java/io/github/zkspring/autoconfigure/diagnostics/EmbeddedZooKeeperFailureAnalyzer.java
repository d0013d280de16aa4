package io.github.zkspring.autoconfigure.diagnostics;

import io.github.zkspring.embedded.EmbeddedZooKeeperException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * {@link FailureAnalyzer} for a development server that fails to start.
 */
class EmbeddedZooKeeperFailureAnalyzer extends AbstractFailureAnalyzer<EmbeddedZooKeeperException> {

	private static final String WITHOUT = "set 'zk.embedded.enabled' to false and 'zk.connect-string' to the "
			+ "address of a running server.";

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, EmbeddedZooKeeperException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", action(cause), cause);
	}

	private String action(EmbeddedZooKeeperException cause) {
		return switch (cause.getReason()) {
			case PORT_UNAVAILABLE -> ("Stop the process that listens on port %d, or set 'zk.embedded.port' to "
					+ "another port (0 selects a free port). To use a ZooKeeper server that listens there, " + WITHOUT)
				.formatted(cause.getPort());
			case JARS_MISSING -> "Add the missing dependencies (io.dropwizard.metrics:metrics-core, "
					+ "org.xerial.snappy:snappy-java) to the application, or " + WITHOUT;
			case OTHER -> "Look for an earlier error in the log of the server. If 'zk.embedded.data-dir' is set, check "
					+ "that this application can write to the directory and that no other server uses it. "
					+ "Alternatively, " + WITHOUT;
		};
	}

}
