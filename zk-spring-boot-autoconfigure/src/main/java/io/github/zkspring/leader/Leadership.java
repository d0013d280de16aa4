package io.github.zkspring.leader;

import io.github.zkspring.fencing.FencingToken;

/**
 * One leadership of this instance: from the grant to the revocation. It does not come
 * back; the next grant is another object with a higher token.
 *
 * <p>
 * All methods answer from memory and may be called from any thread.
 *
 * @since 0.1.0
 */
public interface Leadership {

	/**
	 * The leadership under which the present thread runs the body of a
	 * {@link LeaderOnly @LeaderOnly} method.
	 * @return the leadership
	 * @throws IllegalStateException when the present thread runs no such body
	 */
	static Leadership current() {
		return LeadershipScope.required();
	}

	/**
	 * The name of the election.
	 * @return the name
	 */
	String election();

	/**
	 * Grows with every new leader of the election: hand it to whatever the leader writes
	 * to, so that the writes of a leader of yesterday can be told and refused.
	 * @return the token
	 */
	FencingToken token();

	/**
	 * Whether this leadership still holds. Long bodies ask from time to time.
	 * @throws NotLeaderException when it does not
	 */
	void check();

}
