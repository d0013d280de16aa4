package io.github.zkspring.benchmark;

/**
 * Thread-safe lock on one znode with a separate session.
 */
interface LockContender extends AutoCloseable {

	/**
	 * Acquires the lock without a time limit.
	 * @return gives it back
	 */
	Runnable lock() throws Exception;

	@Override
	void close() throws Exception;

}
