package io.github.zkspring.watch;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.mirror.Snapshot;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Makes the event for a snapshot, out of what was delivered before. Keeps nothing itself:
 * all watches of a kind and a type share one.
 *
 * @param <S> the kind of snapshot
 * @param <E> the kind of event
 */
interface EventFactory<S extends Snapshot, E> {

	/**
	 * Make the event that leads from the last one to the given state.
	 * @param snapshot the state to deliver
	 * @param before what was delivered last
	 * @param unreadable told of parts that cannot be read, where the rest can be
	 * delivered
	 * @return the event
	 * @throws CodecException when there is nothing to deliver
	 */
	E create(S snapshot, Before<S> before, Unreadable unreadable);

	/**
	 * What to keep of an event for the next one.
	 * @param event the event
	 * @return payload or payloads
	 */
	@Nullable Object memory(E event);

	/**
	 * Whether two states are the same for the method.
	 * @param snapshot the newer one
	 * @param last the one delivered last
	 * @return {@code true} when there is nothing to call the method for
	 */
	default boolean isSame(S snapshot, S last) {
		return snapshot.isSameState(last);
	}

	/**
	 * What was delivered before.
	 *
	 * @param <S> the kind of snapshot
	 * @param snapshot the state, {@code null} before the first call
	 * @param memory what was kept of its event
	 */
	record Before<S extends Snapshot>(@Nullable S snapshot, @Nullable Object memory) {

	}

	/**
	 * Takes payloads that cannot be read.
	 */
	interface Unreadable {

		/**
		 * Take one.
		 * @param znode where it is
		 * @param ex why
		 */
		void report(ZnodeSnapshot znode, CodecException ex);

	}

}
