package io.github.zkspring.discovery.http;

import java.io.IOException;

/**
 * Thrown when a service has no instance that accepts calls. {@code RestClient} wraps it
 * in a {@code ResourceAccessException}.
 *
 * @since 0.1.0
 */
public class NoInstanceException extends IOException {

	private static final long serialVersionUID = 1L;

	private final String service;

	/**
	 * Creates an exception.
	 * @param service the name of the service
	 */
	public NoInstanceException(String service) {
		super("Service '%s' has no instance that is up".formatted(service));
		this.service = service;
	}

	/**
	 * Returns the name of the service.
	 * @return the name
	 */
	public String getService() {
		return this.service;
	}

}
