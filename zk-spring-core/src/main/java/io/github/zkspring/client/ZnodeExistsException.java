package io.github.zkspring.client;

import org.jspecify.annotations.Nullable;

/**
 * A znode to create exists already.
 *
 * @since 0.1.0
 */
public class ZnodeExistsException extends ZnodeException {

	/**
	 * Creates an exception.
	 * @param path the znode
	 * @param cause the answer of the server
	 */
	public ZnodeExistsException(String path, @Nullable Throwable cause) {
		super(path, "The znode '%s' exists".formatted(path), cause);
	}

}
