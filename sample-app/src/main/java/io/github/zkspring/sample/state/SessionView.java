package io.github.zkspring.sample.state;

import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;

/**
 * The JSON representation of the session.
 *
 * @param state the state of the session
 * @param id the session id as ZooKeeper's own tools print it
 */
record SessionView(ZkSessionState state, String id) {

	static SessionView of(ZkSession session) {
		return new SessionView(session.state(), "0x" + Long.toHexString(session.id()));
	}

}
