package io.github.zkspring.leader;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One election, seen from this instance. All users of a name in one application share one
 * object and one place in the queue; get it from {@link LeaderElections}. Participants
 * lead in the order of their arrival.
 *
 * <p>
 * All methods answer from memory, without waiting, and may be called from any thread.
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
	 * Whether this instance leads now: it was granted leadership, has not given it up,
	 * and the session that won it is certain. With {@code zk.leader.on-suspended=revoke}
	 * it is connected as well.
	 * @return {@code true} when guarded work may start
	 */
	boolean isLeader();

	/**
	 * The leadership of this instance, if it leads now.
	 * @return the leadership, empty for a follower
	 */
	Optional<Leadership> leadership();

	/**
	 * The id of the instance that leads, this one or another, as last seen: the first of
	 * the {@link #participants()}.
	 * @return the id under {@code zk.leader.id} of the leader, empty while none is known
	 */
	Optional<String> leaderId();

	/**
	 * The ids of the instances that take part, as last seen, in the order in which they
	 * lead. The first call starts to watch the queue, and a moment later the answer is
	 * there. While the connection is down it is the last one known.
	 * @return the ids, the leader's first; empty while none is known
	 */
	List<String> participants();

	/**
	 * Take part no longer. If this instance leads, no guarded body starts from now on,
	 * those that run may go on for {@code zk.leader.drain-timeout} and are interrupted
	 * then, the handlers of the revocation run, and after that the place is given up.
	 * @return completes when no znode of this instance is left in the queue
	 */
	CompletableFuture<Void> resign();

	/**
	 * Take part again, behind the others, once a {@link #resign()} is complete. Does
	 * nothing for an instance that takes part.
	 */
	void rejoin();

	/**
	 * What keeps this instance from taking part: the last refusal of the servers, for
	 * example by an ACL. It tries again by itself.
	 * @return the refusal with its path, empty when there is none
	 */
	Optional<String> problem();

}
