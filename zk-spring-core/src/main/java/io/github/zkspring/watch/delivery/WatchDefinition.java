package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.function.Function;

import io.github.zkspring.mirror.Snapshot;
import io.github.zkspring.watch.WatchErrorHandler;
import io.github.zkspring.watch.ZkWatch;

/**
 * Defines what watches of one kind, payload type and set of options have in common.
 *
 * @param <S> the kind of snapshot
 * @param <E> the kind of event
 * @param kind the kind of watch
 * @param settle how long the state has to be unchanged before it is delivered, zero to
 * deliver at once
 * @param errorHandler handles errors
 * @param events creates events
 * @param pendingState creates the pending state of a watch
 */
record WatchDefinition<S extends Snapshot, E>(ZkWatch.Kind kind, Duration settle, WatchErrorHandler errorHandler,
		EventFactory<S, E> events, Function<PendingState.Listener, PendingState<S>> pendingState) {

}
