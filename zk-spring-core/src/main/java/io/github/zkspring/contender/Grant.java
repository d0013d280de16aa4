package io.github.zkspring.contender;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.contender.ContenderRegistration.OnSuspended;

/**
 * The right of an admitted contender. It is worthless as soon as its session has ended.
 *
 * @param path the server-side path of the contender's znode
 * @param sessionId the session that owns the znode
 * @param czxid the transaction that created the znode; grows along the queue
 * @param connection the connection of the session
 * @param onSuspended what a lost connection does to the grant
 */
public record Grant(String path, long sessionId, long czxid, ZkConnection connection, OnSuspended onSuspended) {

	/**
	 * Returns the name of the contender's znode.
	 * @return the name
	 */
	public String name() {
		return ZkPaths.name(this.path);
	}

	/**
	 * Tests whether the session allows its owner to act now. Reads memory and allocates
	 * nothing.
	 * @return {@code true} while the session is certain, and connected if required
	 */
	public boolean isCertain() {
		return (this.onSuspended == OnSuspended.REVOKE) ? this.connection.mayAct(this.sessionId)
				: this.connection.isCertain(this.sessionId);
	}

}
