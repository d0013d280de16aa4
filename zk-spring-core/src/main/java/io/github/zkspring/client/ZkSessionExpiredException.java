package io.github.zkspring.client;

import org.jspecify.annotations.Nullable;

/**
 * The session ended during the creation of a znode that exists only as long as the
 * session. The znode does not exist.
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
		super(path,
				"The session ended before the creation of '%s' was confirmed; the znode does not exist".formatted(path),
				cause);
	}

}
