package io.github.zkspring.client.connection;

import org.apache.zookeeper.KeeperException.Code;

/**
 * Listener for the requests of all features, notified when a request is answered or
 * fails. Called on a thread of ZooKeeper before the feature handles the answer:
 * implementations count and return.
 */
@FunctionalInterface
public interface RequestListener {

	/**
	 * A request was answered or failed.
	 * @param operation the operation, as ZooKeeper's client names it: {@code getData},
	 * {@code multi}
	 * @param outcome the result code, also of a missing answer
	 * @param nanos the time since the request was sent
	 * @param bytes the length of the payloads
	 */
	void completed(String operation, Code outcome, long nanos, Bytes bytes);

	/**
	 * The size of the payloads of a request, without paths, ACLs and headers.
	 *
	 * @param sent the bytes sent
	 * @param received the bytes received
	 */
	record Bytes(long sent, long received) {

	}

}
