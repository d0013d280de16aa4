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
