package io.github.zkspring.contender;

import io.github.zkspring.client.ZkPaths;

/**
 * The right of an admitted contender. It is worthless as soon as its session has ended.
 *
 * @param path the server-side path of the contender's znode
 * @param sessionId the session that owns the znode
 * @param czxid the transaction that created the znode; grows along the queue
 */
public record Grant(String path, long sessionId, long czxid) {

	/**
	 * Returns the name of the contender's znode.
	 * @return the name
	 */
	public String name() {
		return ZkPaths.name(this.path);
	}

}
