package io.github.zkspring.autoconfigure.diagnostics;

import io.github.zkspring.client.ChrootUnavailableException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * {@link FailureAnalyzer} for a missing chroot that cannot be created.
 */
class ChrootUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<ChrootUnavailableException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ChrootUnavailableException cause) {
		return new FailureAnalysis(cause.getMessage(),
				("Create '%s' with an identity that has the permission, correct the chroot at the end of "
						+ "'zk.connect-string', or configure an identity in 'zk.auth' that may create it.")
					.formatted(cause.getChroot()),
				cause);
	}

}
