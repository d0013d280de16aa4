package io.github.zkspring.watch;

import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.Snapshot;

/**
 * How a watch gets its states, and what it makes of them. Watches of the same kind, type
 * and options share one.
 *
 * @param <L> the kind of listener
 * @param <S> the kind of snapshot
 * @param <E> the kind of event
 * @param settings what the watch needs besides
 * @param source subscribes the watch
 * @param events makes the events
 */
record WatchPlan<L, S extends Snapshot, E>(WatchSettings settings, Source<L> source, EventFactory<S, E> events) {

	/**
	 * Subscribes a listener.
	 *
	 * @param <L> the kind of listener
	 */
	@FunctionalInterface
	interface Source<L> {

		/**
		 * Subscribe.
		 * @param path the path
		 * @param listener the listener
		 * @return the subscription
		 */
		MirrorSubscription subscribe(String path, L listener);

	}

}
