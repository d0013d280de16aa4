package io.github.zkspring.client;

import org.jspecify.annotations.Nullable;

/**
 * A write was sent and its answer got lost: it has happened, or will happen, or not. It
 * was not sent again, because that could write twice. Read the znode to find out.
 *
 * @since 0.1.0
 */
public class UnknownOutcomeException extends ZnodeException {

	/**
	 * Creates an exception.
	 * @param path the znode that was written to
	 * @param cause how the answer got lost, if ZooKeeper's client said so
	 */
	public UnknownOutcomeException(String path, @Nullable Throwable cause) {
		super(path, "Nobody knows whether the write to '%s' has happened: its answer got lost".formatted(path), cause);
	}

}
