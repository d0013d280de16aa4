package io.github.zkspring.fencing;

import io.github.zkspring.client.ZkException;

/**
 * Thrown when a fencing token is outdated because there is a newer holder. Nothing was
 * changed.
 *
 * @since 0.1.0
 */
public class StaleTokenException extends ZkException {

	private final FencingToken token;

	/**
	 * Creates the exception.
	 * @param token the stale token
	 * @param reason why the token is known to be stale
	 */
	public StaleTokenException(FencingToken token, String reason) {
		super("The fencing token 0x%x is stale: %s".formatted(token.value(), reason));
		this.token = token;
	}

	/**
	 * Returns the token that was rejected.
	 * @return the token
	 */
	public FencingToken getToken() {
		return this.token;
	}

}
