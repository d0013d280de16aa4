package io.github.zkspring.fencing;

import io.github.zkspring.client.ZkException;

/**
 * The token of a holder of yesterday: nothing was changed in its name.
 *
 * @since 0.1.0
 */
public class StaleTokenException extends ZkException {

	private final FencingToken token;

	/**
	 * Create an exception.
	 * @param token the stale token
	 * @param reason how it is known to be stale
	 */
	public StaleTokenException(FencingToken token, String reason) {
		super("The fencing token 0x%x is stale: %s".formatted(token.value(), reason));
		this.token = token;
	}

	/**
	 * The token that was refused.
	 * @return the token
	 */
	public FencingToken getToken() {
		return this.token;
	}

}
