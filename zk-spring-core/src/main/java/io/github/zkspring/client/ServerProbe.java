package io.github.zkspring.client;

/**
 * What a look at one server of the connect string found.
 *
 * @param server host and port as configured
 * @param finding what was found
 */
public record ServerProbe(String server, Finding finding) {

	/**
	 * Findings, from the outermost layer inwards.
	 */
	public enum Finding {

		/**
		 * The host name does not resolve.
		 */
		UNKNOWN_HOST("unknown host"),

		/**
		 * The host answers, nothing listens on the port.
		 */
		REFUSED("connection refused"),

		/**
		 * No answer at all.
		 */
		TIMED_OUT("no answer to a connection attempt"),

		/**
		 * The server wants TLS, this client speaks in clear text.
		 */
		TLS_EXPECTED("speaks TLS, while this client does not"),

		/**
		 * This client wants TLS, the server speaks in clear text.
		 */
		TLS_NOT_SPOKEN("speaks no TLS, while this client does"),

		/**
		 * No authority that the client trusts has signed the certificate of the server.
		 */
		UNKNOWN_CA("has a certificate of an authority that is not trusted here"),

		/**
		 * The certificate of the server is for other hosts.
		 */
		WRONG_HOST_NAME("has a certificate for another host name or address"),

		/**
		 * The certificate of the server is no longer valid, or not yet.
		 */
		CERTIFICATE_EXPIRED("has a certificate that has expired or is not valid yet"),

		/**
		 * The server does not take the certificate of the client, or misses one.
		 */
		CLIENT_CERTIFICATE_REFUSED("refuses the certificate of this client"),

		/**
		 * The server refuses the handshake: no common protocol version or cipher.
		 */
		TLS_REFUSED("refuses the TLS handshake"),

		/**
		 * The handshake ended without a reason.
		 */
		TLS_FAILED("ended the TLS handshake without a reason"),

		/**
		 * The port accepts connections, but no session came of it.
		 */
		NO_SESSION("accepts connections, but gave no session");

		private final String text;

		Finding(String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
