package io.github.zkspring.autoconfigure.diagnostics;

import io.github.zkspring.client.ChrootUnavailableException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about a chroot that is missing and cannot be created.
 */
class ChrootUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<ChrootUnavailableException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ChrootUnavailableException cause) {
		return new FailureAnalysis(cause.getMessage(),
				("Create '%s' with an identity that may, correct the chroot at the end of 'zk.connect-string', or give "
						+ "this application an identity that may create it in 'zk.auth'.")
					.formatted(cause.getChroot()),
				cause);
	}

}
