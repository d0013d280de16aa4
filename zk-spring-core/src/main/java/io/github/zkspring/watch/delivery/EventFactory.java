package io.github.zkspring.watch.delivery;

import java.util.function.BiConsumer;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.mirror.Snapshot;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Creates the event for a change. Stateless: all watches of one kind and payload type
 * share one factory.
 *
 * @param <S> the kind of snapshot
 * @param <E> the kind of event
 */
interface EventFactory<S extends Snapshot, E> {

	/**
	 * Creates the event for a change.
	 * @param change the change to deliver
	 * @param unreadable receives znodes whose payload cannot be decoded, if the rest of
	 * the state can be delivered without them
	 * @return the event
	 * @throws CodecException if nothing can be delivered
	 */
	E create(PendingState.Change<S> change, BiConsumer<ZnodeSnapshot, CodecException> unreadable);

	/**
	 * Returns what the next event needs of an event as
	 * {@link PendingState.Change#previousPayload()}.
	 * @param event the event
	 * @return the payload or payloads
	 */
	@Nullable Object payload(E event);

	/**
	 * Returns whether the target cannot distinguish two states.
	 * @param state a state
	 * @param other another state of the same path
	 * @return {@code true} if there is nothing to deliver
	 */
	default boolean isSame(S state, S other) {
		return state.isSameState(other);
	}

}
