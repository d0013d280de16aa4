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
	 * A request is over.
	 * @param operation what was asked for, as ZooKeeper's client names it:
	 * {@code getData}, {@code multi}
	 * @param outcome the answer; that there was none is a code as well
	 * @param nanos how long it took, from the sending
	 * @param bytes the payloads
	 */
	void completed(String operation, Code outcome, long nanos, Bytes bytes);

	/**
	 * The size of the payloads of a request, without paths, ACLs and headers.
	 *
	 * @param sent what was sent
	 * @param received what was received
	 */
	record Bytes(long sent, long received) {

	}

}
