package io.github.zkspring.watch.delivery;

/**
 * Invokes the code of the application that a watch delivers to: an annotated method or a
 * callback.
 * <p>
 * Internal, not part of the API for applications.
 *
 * @param <E> the kind of event
 */
public interface WatchTarget<E> {

	/**
	 * Invokes the code. Never called twice at the same time for one watch.
	 * @param event the event to deliver
	 * @return {@code false} to end the watch
	 * @throws Throwable if the code throws it
	 */
	boolean invoke(E event) throws Throwable;

	/**
	 * Returns whether the object to invoke was replaced by a new one, to which nothing
	 * was delivered yet. Called before each round of deliveries.
	 * @return {@code true} to deliver the current state again, as the first one
	 */
	default boolean isReplaced() {
		return false;
	}

	/**
	 * Names the code for log messages.
	 */
	@Override
	String toString();

}
