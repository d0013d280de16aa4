package io.github.zkspring.contender;

/**
 * What a contender holds while it is its turn. Worth nothing any more once the session is
 * another one.
 *
 * @param name the name of the contender's znode
 * @param sessionId the session that owns the znode
 * @param czxid the transaction that created the znode; grows along the queue
 */
public record Grant(String name, long sessionId, long czxid) {

}
