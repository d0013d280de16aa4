package io.github.zkspring.client;

import org.jspecify.annotations.Nullable;

/**
 * A znode, or the parent of a znode to create, does not exist.
 *
 * @since 0.1.0
 */
public class ZnodeNotFoundException extends ZnodeException {

	/**
	 * Creates an exception.
	 * @param path the znode
	 * @param cause the answer of the server
	 */
	public ZnodeNotFoundException(String path, @Nullable Throwable cause) {
		super(path, "The znode '%s' or its parent does not exist".formatted(path), cause);
	}

}
