package io.github.zkspring.client;

import org.jspecify.annotations.Nullable;

/**
 * A znode does not exist, or the parent of one that is to be created does not.
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
		super(path, "There is no znode '%s', or no parent to create it under".formatted(path), cause);
	}

}
