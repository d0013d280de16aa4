package io.github.zkspring.lock;

import io.github.zkspring.client.ZkException;

/**
 * A lock is not held any more: its session or the lease of it has ended, its znode was
 * deleted, or the application closes. Others may hold it. What has been done before
 * stands.
 *
 * @since 0.1.0
 */
public class LockLostException extends ZkException {

	private final String lock;

	/**
	 * Create an exception.
	 * @param lock the name of the lock
	 * @param what what became of it
	 */
	public LockLostException(String lock, String what) {
		super("The lock '%s' %s".formatted(lock, what));
		this.lock = lock;
	}

	/**
	 * The lock that is not held any more.
	 * @return its name
	 */
	public String getLock() {
		return this.lock;
	}

}
