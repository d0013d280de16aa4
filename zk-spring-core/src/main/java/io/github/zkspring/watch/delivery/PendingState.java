package io.github.zkspring.watch.delivery;

import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.Snapshot;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Collects the states that a watch receives from the mirror until they are delivered, and
 * remembers what was delivered. Newer states replace pending ones, so the memory of a
 * watch is bounded by the number of its znodes. The mirror adds states from its threads;
 * the delivering thread takes them, one call at a time.
 *
 * @param <S> the kind of snapshot
 */
interface PendingState<S extends Snapshot> {

	/**
	 * Subscribes to the mirror. Drops pending states: the current state follows.
	 * @return the subscription
	 */
	MirrorSubscription subscribe();

	/**
	 * Returns whether no state is pending.
	 * @return {@code true} if {@link #next()} has nothing to return
	 */
	boolean isEmpty();

	/**
	 * Returns whether the state delivered last is not the newest one known.
	 * @return {@code true} if a state is pending, incomplete or unreadable
	 */
	boolean isBehind();

	/**
	 * Returns whether the initial state was taken for delivery.
	 * @return {@code true} after the first state, or all states of the initial tree
	 */
	boolean isInitialised();

	/**
	 * Takes the next state to deliver.
	 * @return the state, {@code null} if there is none that differs from the one
	 * delivered before
	 */
	@Nullable Change<S> next();

	/**
	 * Records that a state was delivered.
	 * @param change the state
	 * @param payload the payload or payloads of its event
	 */
	void delivered(Change<S> change, @Nullable Object payload);

	/**
	 * Records that the payload of a state cannot be decoded.
	 * @param change the state
	 */
	void unreadable(Change<S> change);

	/**
	 * Puts a state back that has to be delivered again.
	 * @param change the state
	 * @return {@code false} if a newer state is pending, which is delivered instead
	 */
	boolean putBack(Change<S> change);

	/**
	 * Forgets what was delivered, so that the current state is delivered as the first
	 * one.
	 */
	void restart();

	/**
	 * Returns the last known stat of a znode.
	 * @param path the path of the znode
	 * @return its stat, {@code null} if it is unknown or does not exist
	 */
	@Nullable Stat lastStat(String path);

	/**
	 * Listener for changes of the pending state. Called from the threads of the mirror
	 * without a lock of the pending state; implementations do not block.
	 */
	interface Listener {

		/**
		 * Called when a state is pending.
		 * @param path the path of the state
		 * @param conflated whether it replaced another pending state
		 */
		void received(String path, boolean conflated);

		/**
		 * Called when the initial tree is complete, so that a round has to check what is
		 * pending.
		 */
		void completed();

		/**
		 * Called when a znode cannot be read.
		 * @param path the path of the znode
		 * @param cause the reason
		 */
		void refused(String path, Exception cause);

		/**
		 * Called when an unreadable state was replaced by the state delivered last.
		 */
		void restored();

	}

	/**
	 * Holds the next state to deliver together with the state delivered before it.
	 *
	 * @param <S> the kind of snapshot
	 * @param state the state to deliver
	 * @param previous the state delivered before, {@code null} for the first delivery
	 * @param previousPayload the payload or payloads of the event delivered before
	 */
	record Change<S extends Snapshot>(S state, @Nullable S previous, @Nullable Object previousPayload) {

	}

}
