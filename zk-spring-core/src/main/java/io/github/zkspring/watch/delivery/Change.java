package io.github.zkspring.watch.delivery;

import io.github.zkspring.mirror.Snapshot;
import org.jspecify.annotations.Nullable;

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
