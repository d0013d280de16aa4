package io.github.zkspring.leader;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The state of an election at one moment, from the point of view of this instance. All
 * components agree with each other.
 *
 * @param state the state of this instance
 * @param leadership the leadership of this instance, {@code null} unless it is the leader
 * @param leaderId the id of the leader as last seen, {@code null} while it is not known
 * @param participants the ids of all participants as last seen, in the order in which
 * they lead; empty while they are not known
 * @param problem why this instance cannot participate, {@code null} when it can
 * @since 0.1.0
 */
public record ElectionSnapshot(State state, @Nullable Leadership leadership, @Nullable String leaderId,
		List<String> participants, @Nullable String problem) {

	/**
	 * States of an instance in an election.
	 */
	public enum State {

		/**
		 * The instance is the leader: guarded work may start.
		 */
		LEADER,

		/**
		 * The instance participates or is joining.
		 */
		FOLLOWER,

		/**
		 * The servers refuse the znode of the instance.
		 */
		REFUSED,

		/**
		 * The instance does not participate: it resigned, its health group excludes it,
		 * or its context is not running.
		 */
		ABSENT

	}

}
