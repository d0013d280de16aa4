package io.github.zkspring.client.connection;

import io.github.zkspring.client.support.Listeners;
import org.apache.zookeeper.ZooKeeper;

/**
 * A connected ZooKeeper handle and the session it carries. A new session has a new
 * handle, and none of the watches of the old one.
 *
 * @param zooKeeper the handle; requests are sent by {@code requests}
 * @param sessionId the session
 * @param requests sends requests with the handle
 */
public record ZkHandle(ZooKeeper zooKeeper, long sessionId, RequestSender requests) {

	/**
	 * Creates a handle without request listeners.
	 * @param zooKeeper the handle
	 * @param sessionId the session
	 */
	public ZkHandle(ZooKeeper zooKeeper, long sessionId) {
		this(zooKeeper, sessionId, new RequestSender(zooKeeper, new Listeners<>("requests")));
	}

	/**
	 * Returns whether the handle may still be used: not expired, closed or refused.
	 * ZooKeeper updates this state on its network thread, so it is correct even while its
	 * event thread is blocked.
	 * @return {@code true} while connected or connecting again
	 */
	public boolean isAlive() {
		return this.zooKeeper.getState().isAlive();
	}

	/**
	 * Returns whether the handle is connected to a quorum.
	 * @return {@code true} while requests reach a server that can write
	 */
	public boolean isConnected() {
		return this.zooKeeper.getState() == ZooKeeper.States.CONNECTED;
	}

}
