package io.github.zkspring.client;

import org.jspecify.annotations.Nullable;

/**
 * A znode has children and cannot be deleted alone (ZooKeeper's NOTEMPTY).
 *
 * @since 0.1.0
 */
public class ZnodeNotEmptyException extends ZnodeException {

	/**
	 * Creates an exception.
	 * @param path the znode
	 * @param cause the answer of the server
	 */
	public ZnodeNotEmptyException(String path, @Nullable Throwable cause) {
		super(path, "The znode '%s' has children".formatted(path), cause);
	}

}
