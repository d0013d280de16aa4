package io.github.zkspring.autoconfigure.diagnostics;

import io.github.zkspring.client.InvalidZkMethodException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * {@link FailureAnalyzer} for annotated methods with an invalid declaration.
 */
class InvalidZkMethodFailureAnalyzer extends AbstractFailureAnalyzer<InvalidZkMethodException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidZkMethodException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.getAction(), cause);
	}

}
