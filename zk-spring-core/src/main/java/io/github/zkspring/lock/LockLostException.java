package io.github.zkspring.lock;

import io.github.zkspring.client.ZkException;

/**
 * A lock is no longer held: its session or the lease of its session has ended, its znode
 * was deleted, or the application is closing. Other instances may hold it. Effects of
 * work that was already done remain.
 *
 * @since 0.1.0
 */
public class LockLostException extends ZkException {

	private final String lock;

	/**
	 * Creates an exception.
	 * @param lock the name of the lock
	 * @param reason what has happened to it
	 */
	public LockLostException(String lock, String reason) {
		super("The lock '%s' %s".formatted(lock, reason));
		this.lock = lock;
	}

	/**
	 * Returns the name of the lock that is no longer held.
	 * @return the name
	 */
	public String getLock() {
		return this.lock;
	}

}
