package io.github.zkspring.autoconfigure.diagnostics;

import io.github.zkspring.embedded.EmbeddedZooKeeperException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Analyzes a development server that could not be started.
 */
class EmbeddedZooKeeperFailureAnalyzer extends AbstractFailureAnalyzer<EmbeddedZooKeeperException> {

	private static final String WITHOUT = "set 'zk.embedded.enabled' to false and 'zk.connect-string' to the "
			+ "address of a server that runs.";

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, EmbeddedZooKeeperException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", action(cause), cause);
	}

	private String action(EmbeddedZooKeeperException cause) {
		return switch (cause.getReason()) {
			case PORT_UNAVAILABLE -> ("Stop what listens on port %d, or set 'zk.embedded.port' to another port (0 "
					+ "finds a free one). To use a ZooKeeper server that listens there, " + WITHOUT)
				.formatted(cause.getPort());
			case JARS_MISSING -> "Add what is missing (io.dropwizard.metrics:metrics-core, "
					+ "org.xerial.snappy:snappy-java) to the application's dependencies, or " + WITHOUT;
			case OTHER -> "Look for the error that the server logged before this one, and check that "
					+ "'zk.embedded.data-dir', if it is set, is a directory of a ZooKeeper server that this "
					+ "application may write to and no other server uses. Or " + WITHOUT;
		};
	}

}
