package io.github.zkspring.client.connection;

import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at an operation.
 *
 * @param <R> what is answered
 */
@FunctionalInterface
public interface Request<R> {

	/**
	 * Send, without waiting.
	 * @param handle the handle to send with
	 * @param reply receives the answer, once, on ZooKeeper's event thread
	 */
	void send(ZkHandle handle, Reply<R> reply);

	/**
	 * Takes an answer.
	 *
	 * @param <R> what is answered
	 */
	@FunctionalInterface
	interface Reply<R> {

		/**
		 * Takes an answer.
		 * @param code the code of the server, or of ZooKeeper's client
		 * @param result the result; ZooKeeper reports an answer that it could not read as
		 * {@link Code#OK} without one
		 */
		void accept(Code code, @Nullable R result);

	}

}
