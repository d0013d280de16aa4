package io.github.zkspring.autoconfigure.diagnostics;

import io.github.zkspring.client.ZkAuthenticationException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * {@link FailureAnalyzer} for an identity that the servers reject (AUTH_FAILED).
 */
class ZkAuthenticationFailureAnalyzer extends AbstractFailureAnalyzer<ZkAuthenticationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ZkAuthenticationException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Correct the schemes and credentials in 'zk.auth' or the login in 'zk.sasl'. The servers must support each "
						+ "scheme.",
				cause);
	}

}
