package io.github.zkspring.watch;

import io.github.zkspring.mirror.Snapshot;

/**
 * Makes the event for a snapshot, out of what was delivered before. Used by one thread at
 * a time.
 *
 * @param <S> the kind of snapshot
 * @param <E> the kind of event
 */
interface EventFactory<S extends Snapshot, E> {

	/**
	 * Make the event that leads from the last one to the given state.
	 * @param snapshot the state to deliver
	 * @return the event
	 */
	E create(S snapshot);

	/**
	 * Whether two states are the same for the method.
	 * @param snapshot the newer one
	 * @param last the one delivered last
	 * @return {@code true} when there is nothing to call the method for
	 */
	default boolean isSame(S snapshot, S last) {
		return snapshot.isSameState(last);
	}

}
