package io.github.zkspring.autoconfigure.diagnostics;

import io.github.zkspring.client.ZkAccessDeniedException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do when an ACL refuses the application (ZooKeeper's NOAUTH).
 */
class ZkAccessDeniedFailureAnalyzer extends AbstractFailureAnalyzer<ZkAccessDeniedException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ZkAccessDeniedException cause) {
		return new FailureAnalysis(cause.getMessage(),
				("Give the application an identity that the ACL of '%s' or of its parent admits in 'zk.auth' (scheme and "
						+ "credentials), or change that ACL. ZooKeeper accepts wrong digest credentials and refuses only "
						+ "what is done with them.")
					.formatted(cause.getPath()),
				cause);
	}

}
