package io.github.zkspring.embedded;

import io.github.zkspring.client.ZkException;
import org.jspecify.annotations.Nullable;

/**
 * The server in this JVM could not be started. Nothing of it is left: no thread, no
 * socket, no temporary file.
 *
 * @since 0.1.0
 */
public class EmbeddedZooKeeperException extends ZkException {

	private final Reason reason;

	private final int port;

	/**
	 * Create an exception.
	 * @param reason what kept the server from starting
	 * @param port the port that was asked for, 0 for any
	 * @param message what went wrong
	 * @param cause why, if there is more to know
	 */
	public EmbeddedZooKeeperException(Reason reason, int port, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.reason = reason;
		this.port = port;
	}

	/**
	 * What kept the server from starting.
	 * @return the reason
	 */
	public Reason getReason() {
		return this.reason;
	}

	/**
	 * The port that was asked for.
	 * @return the port, 0 for any
	 */
	public int getPort() {
		return this.port;
	}

	/**
	 * What kept a server from starting.
	 */
	public enum Reason {

		/**
		 * The port cannot be bound, most often because something listens on it.
		 */
		PORT_UNAVAILABLE,

		/**
		 * A jar that the server needs, and a client does not, is not on the class path.
		 */
		JARS_MISSING,

		/**
		 * Anything else: the message says what is known, the log the rest.
		 */
		OTHER

	}

}
