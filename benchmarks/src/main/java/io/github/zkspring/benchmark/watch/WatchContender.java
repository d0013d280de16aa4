package io.github.zkspring.benchmark.watch;

import org.apache.zookeeper.ZooKeeper;

/**
 * One way to watch znodes, with a session of its own. It is connected from its
 * construction on.
 */
interface WatchContender extends AutoCloseable {

	/**
	 * Deliver the present payload of each znode and then every later one.
	 * @param znodes the znodes
	 * @throws UnsupportedOperationException where this build cannot
	 */
	void watch(Znodes znodes) throws Exception;

	/**
	 * The present handle, to count its requests and to end its session.
	 * @return the handle
	 */
	ZooKeeper zooKeeper() throws Exception;

	@Override
	void close() throws Exception;

}
