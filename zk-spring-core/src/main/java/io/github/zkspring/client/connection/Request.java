package io.github.zkspring.client.connection;

import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at an operation.
 *
 * @param <R> the type of the result
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
	 * Receives an answer.
	 *
	 * @param <R> the type of the result
	 */
	@FunctionalInterface
	interface Reply<R> {

		/**
		 * Receives an answer.
		 * @param code the code of the server, or of ZooKeeper's client
		 * @param result the result; ZooKeeper reports an answer that it could not read as
		 * {@link Code#OK} without one
		 */
		void accept(Code code, @Nullable R result);

	}

}
