package io.github.zkspring.discovery.http;

import java.io.IOException;

/**
 * A service has no instance that takes calls. {@code RestClient} hands it on as the cause
 * of a {@code ResourceAccessException}.
 *
 * @since 0.1.0
 */
public class NoInstanceException extends IOException {

	private static final long serialVersionUID = 1L;

	private final String service;

	/**
	 * Create an exception.
	 * @param service the name of the service
	 */
	public NoInstanceException(String service) {
		super("No instance of the service '%s' is up".formatted(service));
		this.service = service;
	}

	/**
	 * The service.
	 * @return its name
	 */
	public String getService() {
		return this.service;
	}

}
