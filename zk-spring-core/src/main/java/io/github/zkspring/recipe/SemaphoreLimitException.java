package io.github.zkspring.recipe;

import io.github.zkspring.client.ZkException;

/**
 * A semaphore is used with another number of permits than the one it was created with.
 *
 * @since 0.1.0
 */
public class SemaphoreLimitException extends ZkException {

	/**
	 * Create an exception.
	 * @param path the znode of the semaphore
	 * @param stored the number of permits that the znode names
	 * @param asked the number that was asked for
	 */
	public SemaphoreLimitException(String path, long stored, int asked) {
		super("The semaphore '%s' has %d permits, not %d: use the same number everywhere, or delete the znode while nobody uses it"
			.formatted(path, stored, asked));
	}

}
