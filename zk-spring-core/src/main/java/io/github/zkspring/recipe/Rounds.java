package io.github.zkspring.recipe;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.zkspring.client.ZnodeVersionException;

/**
 * Counts the attempts at a change that others may be faster with, and lets the others
 * finish between them.
 */
final class Rounds {

	private static final int MOST = 50;

	private final String path;

	private int round;

	Rounds(String path) {
		this.path = path;
	}

	/**
	 * Begin another round, after a short pause of any length.
	 * @throws ZnodeVersionException when there were enough of them
	 */
	void next() {
		this.round++;
		if (this.round == MOST) {
			throw new ZnodeVersionException(this.path, null);
		}
		long longest = TimeUnit.MILLISECONDS.toNanos(this.round);
		LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
	}

}
