package io.github.zkspring.recipe;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.zkspring.client.ZnodeVersionException;

/**
 * Limits the attempts at an optimistic update, with a random pause between them.
 */
final class OptimisticRetry {

	private static final int MAX_ATTEMPTS = 50;

	private final String path;

	private int attempt;

	OptimisticRetry(String path) {
		this.path = path;
	}

	/**
	 * Pause after a version conflict.
	 * @throws ZnodeVersionException after the last attempt
	 */
	void pause() {
		this.attempt++;
		if (this.attempt == MAX_ATTEMPTS) {
			throw new ZnodeVersionException(this.path, null);
		}
		long longest = TimeUnit.MILLISECONDS.toNanos(this.attempt);
		LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
	}

}
