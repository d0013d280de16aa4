package io.github.zkspring.client;

import org.jspecify.annotations.Nullable;

/**
 * The session ended while something was created that lives only as long as the session:
 * nothing of it is left.
 *
 * @since 0.1.0
 */
public class ZkSessionExpiredException extends ZnodeException {

	/**
	 * Creates an exception.
	 * @param path the znode
	 * @param cause the answer of the server
	 */
	public ZkSessionExpiredException(String path, @Nullable Throwable cause) {
		super(path, "The session ended before '%s' was known to be created; nothing of it is left".formatted(path),
				cause);
	}

}
