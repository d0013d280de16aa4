package io.github.zkspring.leader;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An election from the point of view of this instance. There is one object and one
 * participant per name and application; see {@link LeaderElections}. Participants lead in
 * the order in which they joined.
 *
 * <p>
 * All methods read memory, do not wait, and may be called from any thread.
 *
 * @since 0.1.0
 */
public interface LeaderElection {

	/**
	 * Returns the name of the election.
	 * @return the name, one path segment
	 */
	String name();

	/**
	 * Tests whether this instance leads now: it was granted leadership, is not giving it
	 * up, and the lease of the session is valid. With
	 * {@code zk.leader.on-suspended=revoke} it is also connected.
	 * @return {@code true} when guarded work may start
	 */
	boolean isLeader();

	/**
	 * Returns the leadership of this instance, if it leads now.
	 * @return the leadership, empty for a follower
	 */
	Optional<Leadership> leadership();

	/**
	 * Returns the id of the leader as last seen: the id of this instance while it leads,
	 * otherwise that of the first of the {@link #participants()}. An instance that is the
	 * first but does not lead, because its lease has ended or it is resigning, is not
	 * reported as the leader.
	 * @return the {@code zk.leader.id} of the leader, empty while it is not known
	 */
	Optional<String> leaderId();

	/**
	 * Returns the ids of all participants as last seen, in the order in which they lead.
	 * The first call starts to watch the queue and returns an empty list. While
	 * disconnected the last known list is returned.
	 * @return the ids, starting with the leader; empty while they are not known
	 */
	List<String> participants();

	/**
	 * Leaves the election. If this instance leads, no guarded body starts from now on.
	 * Running bodies may continue for {@code zk.leader.drain-timeout} and are then
	 * interrupted, the handlers of the revocation run, and after that the znode is
	 * deleted.
	 * @return completes when no znode of this instance is left in the queue
	 */
	CompletableFuture<Void> resign();

	/**
	 * Joins the election again, behind the other participants, after a {@link #resign()}
	 * is complete. Has no effect while this instance participates.
	 */
	void rejoin();

	/**
	 * Returns the reason why this instance cannot participate: its health group, or the
	 * last refusal of the servers, for example because of an ACL. Joining is retried
	 * automatically.
	 * @return the reason, empty when there is none
	 */
	Optional<String> problem();

	/**
	 * Returns the state of the election with all its details, determined at one moment.
	 * Watches the queue as {@link #participants()} does.
	 * @return the state
	 */
	ElectionSnapshot snapshot();

}
