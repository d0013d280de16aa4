package io.github.zkspring.client;

/**
 * A server refused the identity that the client presented (AUTH_FAILED). The session is
 * over for good; only other credentials help.
 *
 * @since 0.1.0
 */
public class ZkAuthenticationException extends ZkException {

	/**
	 * Creates an exception.
	 * @param message what was refused, without the credentials
	 */
	public ZkAuthenticationException(String message) {
		super(message);
	}

}
