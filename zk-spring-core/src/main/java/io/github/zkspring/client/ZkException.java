package io.github.zkspring.client;

import org.jspecify.annotations.Nullable;

/**
 * Root of the exceptions of this project. Messages name what to change (a property, a
 * path, a bean) and never hold payloads or credentials.
 *
 * @since 0.1.0
 */
public class ZkException extends RuntimeException {

	/**
	 * Creates an exception.
	 * @param message what went wrong
	 */
	public ZkException(String message) {
		super(message);
	}

	/**
	 * Creates an exception with its cause.
	 * @param message what went wrong
	 * @param cause why
	 */
	public ZkException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
