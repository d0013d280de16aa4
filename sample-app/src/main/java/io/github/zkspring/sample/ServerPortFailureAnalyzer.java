package io.github.zkspring.sample;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Reports that the port of the web server is in use, and the property to change. Has
 * precedence over Spring Boot's analyzer, whose message does not name the property.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class ServerPortFailureAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PortInUseException cause) {
		String description = "The web server cannot listen on port %d: it is in use.".formatted(cause.getPort());
		String action = "Stop the process that listens on port %d, or set server.port to another one, for example --server.port=8081."
			.formatted(cause.getPort());
		return new FailureAnalysis(description, action, cause);
	}

}
