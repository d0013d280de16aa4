package io.github.zkspring.autoconfigure.diagnostics;

import io.github.zkspring.client.InvalidZkMethodException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what is wrong with an annotated method and what to change.
 */
class InvalidZkMethodFailureAnalyzer extends AbstractFailureAnalyzer<InvalidZkMethodException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidZkMethodException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.getAction(), cause);
	}

}
