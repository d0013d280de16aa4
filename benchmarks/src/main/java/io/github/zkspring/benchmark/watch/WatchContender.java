package io.github.zkspring.benchmark.watch;

import org.apache.zookeeper.ZooKeeper;

/**
 * Watches znodes in a separate session, which is connected when the constructor returns.
 * construction on.
 */
interface WatchContender extends AutoCloseable {

	/**
	 * Delivers the current payload of each znode and every later one.
	 * @param znodes the znodes
	 * @throws UnsupportedOperationException where this build cannot
	 */
	void watch(Znodes znodes) throws Exception;

	/**
	 * Returns the current handle.
	 * @return the handle
	 */
	ZooKeeper zooKeeper() throws Exception;

	@Override
	void close() throws Exception;

}
