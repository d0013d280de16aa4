package io.github.zkspring.leader;

import java.util.Optional;

/**
 * One election, seen from this instance. All users of a name in one application share one
 * object and one place in the queue; get it from {@link LeaderElections}.
 *
 * <p>
 * All methods answer from memory and may be called from any thread.
 *
 * @since 0.1.0
 */
public interface LeaderElection {

	/**
	 * The name of the election.
	 * @return the name, one path segment
	 */
	String name();

	/**
	 * Whether this instance leads now: it was granted leadership, and the session that
	 * won it is connected.
	 * @return {@code true} when guarded work may start
	 */
	boolean isLeader();

	/**
	 * The leadership of this instance, if it leads now.
	 * @return the leadership, empty for a follower
	 */
	Optional<Leadership> leadership();

	/**
	 * The id of the instance that leads, this one or another, as last seen. The first
	 * call starts to watch the queue, and a moment later the answer is there.
	 * @return the id under {@code zk.leader.id} of the leader, empty while none is known
	 */
	Optional<String> leaderId();

}
