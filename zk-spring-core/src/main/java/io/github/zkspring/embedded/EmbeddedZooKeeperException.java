package io.github.zkspring.embedded;

import io.github.zkspring.client.ZkException;
import org.jspecify.annotations.Nullable;

/**
 * Exception thrown when the embedded server fails to start. No thread, socket or
 * temporary file is left behind.
 *
 * @since 0.1.0
 */
public class EmbeddedZooKeeperException extends ZkException {

	private final Reason reason;

	private final int port;

	/**
	 * Creates an exception.
	 * @param reason the reason
	 * @param port the requested port, 0 for any
	 * @param message the message
	 * @param cause the cause, {@code null} if unknown
	 */
	public EmbeddedZooKeeperException(Reason reason, int port, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.reason = reason;
		this.port = port;
	}

	/**
	 * Return why the server failed to start.
	 * @return the reason
	 */
	public Reason getReason() {
		return this.reason;
	}

	/**
	 * Returns the requested port.
	 * @return the port, 0 for any
	 */
	public int getPort() {
		return this.port;
	}

	/**
	 * Reasons for a failed start.
	 */
	public enum Reason {

		/**
		 * The port cannot be bound, usually because another process listens on it.
		 */
		PORT_UNAVAILABLE,

		/**
		 * A jar that only a server requires is not on the class path.
		 */
		JARS_MISSING,

		/**
		 * Any other reason; the log of the server contains details.
		 */
		OTHER

	}

}
