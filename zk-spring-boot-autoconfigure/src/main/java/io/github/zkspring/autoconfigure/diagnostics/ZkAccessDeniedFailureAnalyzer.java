package io.github.zkspring.autoconfigure.diagnostics;

import io.github.zkspring.client.ZkAccessDeniedException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * {@link FailureAnalyzer} for requests that an ACL denies (NOAUTH).
 */
class ZkAccessDeniedFailureAnalyzer extends AbstractFailureAnalyzer<ZkAccessDeniedException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ZkAccessDeniedException cause) {
		return new FailureAnalysis(cause.getMessage(),
				("Configure an identity in 'zk.auth' (scheme and credentials) that the ACL of '%s' or of its parent "
						+ "permits, or change that ACL. Check the credentials: ZooKeeper accepts any digest credentials "
						+ "at login and denies only the requests.")
					.formatted(cause.getPath()),
				cause);
	}

}
