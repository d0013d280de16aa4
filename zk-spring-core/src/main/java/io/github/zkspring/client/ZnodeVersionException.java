package io.github.zkspring.client;

import org.jspecify.annotations.Nullable;

/**
 * A znode does not have the expected version (ZooKeeper's BADVERSION): another client has
 * written to it.
 *
 * @since 0.1.0
 */
public class ZnodeVersionException extends ZnodeException {

	/**
	 * Creates an exception.
	 * @param path the znode
	 * @param cause the answer of the server
	 */
	public ZnodeVersionException(String path, @Nullable Throwable cause) {
		super(path, "The znode '%s' has another version than the one asked for".formatted(path), cause);
	}

}
