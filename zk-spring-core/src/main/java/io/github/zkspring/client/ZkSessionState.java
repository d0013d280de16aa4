package io.github.zkspring.client;

/**
 * States of the session with the ensemble.
 *
 * @since 0.1.0
 */
public enum ZkSessionState {

	/**
	 * No server has answered yet since the client was started.
	 */
	CONNECTING,

	/**
	 * A server that takes part in the quorum answers.
	 */
	CONNECTED,

	/**
	 * A server without quorum answers reads; writes fail. Only with
	 * {@code zk.read-only=true}.
	 */
	READ_ONLY,

	/**
	 * The connection is lost. The servers may keep the session, with its ephemeral
	 * znodes, until its timeout.
	 */
	SUSPENDED,

	/**
	 * The session has ended, and its ephemeral znodes with it: the servers reported it,
	 * or there was no connection for longer than the session timeout. A new session
	 * follows automatically as soon as a server answers.
	 */
	LOST,

	/**
	 * A server refused the client's identity. This is final for the session: every
	 * request fails until the application is started again with other credentials.
	 */
	AUTH_FAILED,

	/**
	 * The application has closed the session.
	 */
	CLOSED;

	/**
	 * Returns whether requests reach a server in this state.
	 * @return {@code true} for {@link #CONNECTED} and {@link #READ_ONLY}
	 */
	public boolean isConnected() {
		return this == CONNECTED || this == READ_ONLY;
	}

}
