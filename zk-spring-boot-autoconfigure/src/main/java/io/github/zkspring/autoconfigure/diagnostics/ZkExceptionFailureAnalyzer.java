package io.github.zkspring.autoconfigure.diagnostics;

import io.github.zkspring.client.ChrootUnavailableException;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.client.ZkAccessDeniedException;
import io.github.zkspring.client.ZkAuthenticationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * {@link FailureAnalyzer} for a missing chroot that cannot be created, for requests that
 * an ACL denies (NOAUTH), for an identity that the servers reject (AUTH_FAILED), and for
 * annotated methods with an invalid declaration.
 */
class ZkExceptionFailureAnalyzer implements FailureAnalyzer {

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			String action = action(cause);
			if (action != null) {
				return new FailureAnalysis(cause.getMessage(), action, cause);
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
		return (cause instanceof InvalidZkMethodException invalid) ? invalid.getAction() : null;
	}

}
