package io.github.zkspring.contender;

import org.apache.zookeeper.KeeperException;

/**
 * Callback for the grants of one contender. Called in order on the event loop, which may
 * be the thread that joins or withdraws, before that call returns. Implementations must
 * not block.
 */
public interface ContenderListener {

	/**
	 * The position of the contender in the queue is known. Called whenever the position
	 * was determined, directly before a grant that results from it.
	 */
	void queued();

	/**
	 * The contender holds a grant.
	 * @param grant the grant
	 */
	void granted(Grant grant);

	/**
	 * The grant has ended. Every grant is followed by exactly one revocation.
	 * @param grant the grant
	 */
	void revoked(Grant grant);

	/**
	 * The server refused a request of the contender, which retries it with growing
	 * delays.
	 * @param ex the refusal
	 */
	void failed(KeeperException ex);

}
