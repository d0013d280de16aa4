package io.github.zkspring.sample.pricing;

import org.apache.zookeeper.KeeperException;
import tools.jackson.databind.DatabindException;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Describes why settings were not written. Has precedence over Spring Boot's general
 * problem details.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(assignableTypes = PricingController.class)
class PricingProblems {

	private static final String EXAMPLE = "{\"currency\":\"EUR\",\"vatPercent\":19,\"freeShippingFrom\":49.90}";

	@ExceptionHandler
	ProblemDetail unreadable(HttpMessageNotReadableException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, reason(ex.getMostSpecificCause()));
	}

	@ExceptionHandler
	ProblemDetail refused(KeeperException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"ZooKeeper did not confirm the write: " + ex.code());
	}

	private static String reason(Throwable cause) {
		if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
			return cause.getMessage();
		}
		if (cause instanceof DatabindException databind && !databind.getPath().isEmpty()) {
			return databind.getPath().get(0).getPropertyName() + " is missing or not of the right type";
		}
		return "The body must be JSON like " + EXAMPLE;
	}

}
