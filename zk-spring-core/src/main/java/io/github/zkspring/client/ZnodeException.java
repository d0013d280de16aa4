package io.github.zkspring.client;

import org.jspecify.annotations.Nullable;

/**
 * An operation on one znode failed.
 *
 * @since 0.1.0
 */
public abstract class ZnodeException extends ZkException {

	private final String path;

	/**
	 * Creates an exception.
	 * @param path the znode
	 * @param message what is wrong with it
	 * @param cause the answer of the server
	 */
	protected ZnodeException(String path, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.path = path;
	}

	/**
	 * Returns the znode.
	 * @return its path, as the application names it
	 */
	public String getPath() {
		return this.path;
	}

}
