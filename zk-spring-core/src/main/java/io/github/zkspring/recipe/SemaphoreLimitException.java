package io.github.zkspring.recipe;

import io.github.zkspring.client.ZkException;

/**
 * A semaphore is used with another number of permits than it was created with.
 *
 * @since 0.1.0
 */
public class SemaphoreLimitException extends ZkException {

	/**
	 * Creates an exception.
	 * @param path the znode of the semaphore
	 * @param stored the number of permits in the znode
	 * @param requested the requested number of permits
	 */
	public SemaphoreLimitException(String path, long stored, int requested) {
		super("The semaphore '%s' has %d permits, not %d: use the same number everywhere, or delete the znode while it is not in use"
			.formatted(path, stored, requested));
	}

}
