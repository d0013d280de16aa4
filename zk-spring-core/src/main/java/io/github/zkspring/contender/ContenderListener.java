package io.github.zkspring.contender;

import org.apache.zookeeper.KeeperException;

/**
 * Is told about the turns of one contender. Called in order on the engine loop, which may
 * be the thread that enrols or withdraws, before that call returns: implementations hand
 * over and return.
 */
public interface ContenderListener {

	/**
	 * The contender has a place in the queue. Called whenever it has looked.
	 */
	void placed();

	/**
	 * It is this contender's turn.
	 * @param grant what it holds
	 */
	void granted(Grant grant);

	/**
	 * The turn has ended. Every grant is followed by exactly one revocation.
	 * @param grant what it held
	 */
	void revoked(Grant grant);

	/**
	 * The server refuses a request of this contender. It tries again by itself, with
	 * growing pauses.
	 * @param ex the answer of the server
	 */
	void failed(KeeperException ex);

}
