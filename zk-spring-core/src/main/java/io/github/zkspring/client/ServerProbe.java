package io.github.zkspring.client;

import org.jspecify.annotations.Nullable;

/**
 * Result of the probe of one server of the connect string.
 *
 * @param server host and port as configured
 * @param finding the finding
 * @param detail the message of a failed TLS handshake, {@code null} for other findings
 * @since 0.1.0
 */
public record ServerProbe(String server, Finding finding, @Nullable String detail) {

	/**
	 * Creates a result without details.
	 * @param server host and port as configured
	 * @param finding the finding
	 */
	public ServerProbe(String server, Finding finding) {
		this(server, finding, null);
	}

	/**
	 * Describes the result in one line.
	 * @return the server, the finding and its detail
	 */
	@Override
	public String toString() {
		return this.server + ": " + this.finding.text + ((this.detail != null) ? " (" + this.detail + ")" : "");
	}

	/**
	 * Findings, in the order of the network layers.
	 */
	public enum Finding {

		/**
		 * The host name cannot be resolved.
		 */
		UNKNOWN_HOST("unknown host"),

		/**
		 * The host refuses connections to the port.
		 */
		REFUSED("connection refused"),

		/**
		 * The host does not answer a connection attempt.
		 */
		TIMED_OUT("no answer to a connection attempt"),

		/**
		 * The TLS handshake failed.
		 */
		TLS_FAILED("TLS handshake failed"),

		/**
		 * The server accepts connections, but no session was established.
		 */
		NO_SESSION("accepts connections, but no session was established");

		private final String text;

		Finding(String text) {
			this.text = text;
		}

	}

}
