package io.github.zkspring.autoconfigure.diagnostics;

import io.github.zkspring.client.ChrootUnavailableException;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.client.ZkAccessDeniedException;
import io.github.zkspring.client.ZkAuthenticationException;
import io.github.zkspring.embedded.EmbeddedZooKeeperException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * {@link FailureAnalyzer} for a missing chroot that cannot be created, for requests that
 * an ACL denies (NOAUTH), for an identity that the servers reject (AUTH_FAILED), for
 * annotated methods with an invalid declaration, and for an embedded server that fails to
 * start.
 */
class ZkExceptionFailureAnalyzer implements FailureAnalyzer {

	private static final String EXTERNAL_SERVER = " To use a running server instead, set 'zk.embedded.enabled' to false "
			+ "and 'zk.connect-string' to its address.";

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			String action = action(cause);
			if (action != null) {
				return new FailureAnalysis(cause.getMessage() + ".", action, cause);
			}
		}
		return null;
	}

	private static @Nullable String action(Throwable cause) {
		if (cause instanceof ChrootUnavailableException unavailable) {
			return ("Create '%s' with an identity that has the permission, correct the chroot at the end of "
					+ "'zk.connect-string', or configure an identity in 'zk.auth' that may create it.")
				.formatted(unavailable.getChroot());
		}
		if (cause instanceof ZkAccessDeniedException denied) {
			return ("Configure an identity in 'zk.auth' (scheme and credentials) that the ACL of '%s' or of its parent "
					+ "permits, or change that ACL. Check the credentials: ZooKeeper accepts any digest credentials "
					+ "at login and denies only the requests.")
				.formatted(denied.getPath());
		}
		if (cause instanceof ZkAuthenticationException) {
			return "Correct the schemes and credentials in 'zk.auth' or the login in 'zk.sasl'. The servers must "
					+ "support each scheme.";
		}
		if (cause instanceof EmbeddedZooKeeperException embedded) {
			return action(embedded) + EXTERNAL_SERVER;
		}
		return (cause instanceof InvalidZkMethodException invalid) ? invalid.getAction() : null;
	}

	private static String action(EmbeddedZooKeeperException cause) {
		return switch (cause.getReason()) {
			case PORT_UNAVAILABLE -> ("Stop the process that listens on port %d, or set 'zk.embedded.port' to "
					+ "another port (0 selects a free port).")
				.formatted(cause.getPort());
			case JARS_MISSING -> "Add the missing dependencies (io.dropwizard.metrics:metrics-core, "
					+ "org.xerial.snappy:snappy-java) to the application.";
			case OTHER -> "Look for an earlier error in the log of the server. If 'zk.embedded.data-dir' is set, check "
					+ "that this application can write to the directory and that no other server uses it.";
		};
	}

}
