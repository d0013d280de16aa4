package io.github.zkspring.client;

import org.jspecify.annotations.Nullable;

/**
 * A write was sent and its answer was lost: the server may or may not have applied it. It
 * was not sent again, because that could apply it twice. Read the znode to find out.
 *
 * @since 0.1.0
 */
public class UnknownOutcomeException extends ZnodeException {

	/**
	 * Creates an exception.
	 * @param path the znode that was written to
	 * @param cause why the answer was lost, if known
	 */
	public UnknownOutcomeException(String path, @Nullable Throwable cause) {
		super(path, "The outcome of the write to '%s' is unknown: its answer was lost".formatted(path), cause);
	}

}
