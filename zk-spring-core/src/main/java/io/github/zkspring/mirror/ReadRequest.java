package io.github.zkspring.mirror;

import io.github.zkspring.client.connection.RequestSender;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way, and who takes the answer.
 *
 * @param requests sends it
 * @param serverPath the path to send
 * @param watcher the watcher to set, where a watch is wanted
 * @param queue takes further reads
 * @param reply takes the answer, on ZooKeeper's event thread
 */
record ReadRequest(RequestSender requests, String serverPath, Watcher watcher, ReadQueue queue, Reply reply) {

	/**
	 * Takes an answer.
	 */
	@FunctionalInterface
	interface Reply {

		/**
		 * Take an answer.
		 * @param rc the result code, as ZooKeeper gives it
		 * @param answer what came with it; ZooKeeper reports an answer that it could not
		 * read as {@link Code#OK} without one, and drops the connection
		 * @param action what to do under the lock for {@link Code#OK} and
		 * {@link Code#NONODE}
		 */
		void accept(int rc, @Nullable Object answer, Runnable action);

	}

}
