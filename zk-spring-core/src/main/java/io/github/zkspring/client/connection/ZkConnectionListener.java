package io.github.zkspring.client.connection;

import io.github.zkspring.client.ZkSessionState;

/**
 * Listener for the beginning and the end of connections. Called in order, on a thread of
 * ZooKeeper and under a lock: implementations must not block.
 */
public interface ZkConnectionListener {

	/**
	 * A handle is connected: for the first time, again, or with a new session.
	 * @param handle the handle to use from now on
	 */
	void connected(ZkHandle handle);

	/**
	 * The connection or the session is lost.
	 * @param state the state that began
	 */
	default void disconnected(ZkSessionState state) {
	}

}
