package io.github.zkspring.benchmark;

/**
 * A kind of lock, on one znode, with a session of its own. For any number of threads.
 */
interface LockContender extends AutoCloseable {

	/**
	 * Take the lock, however long it takes.
	 * @return gives it back
	 */
	Runnable lock() throws Exception;

	@Override
	void close() throws Exception;

}
