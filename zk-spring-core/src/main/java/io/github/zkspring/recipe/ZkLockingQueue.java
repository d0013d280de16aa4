package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A consumer of a small queue that delivers an item until it is consumed: {@link #get}
 * locks an item, {@link #consume} removes it, {@link #release} or the loss of the session
 * makes it available to other consumers. So an item may be processed more than once. For
 * use by one thread at a time. ZooKeeper is not a message broker, see {@link ZkQueue}.
 * For waiting and exceptions see {@link ZkRecipes}.
 *
 * @param <T> the type of the items
 * @since 0.1.0
 */
public interface ZkLockingQueue<T> {

	/**
	 * Returns the path of the parent of items and locks.
	 * @return the path
	 */
	String path();

	/**
	 * Append an item with priority {@value ZkQueue#DEFAULT_PRIORITY}.
	 * @param item the item
	 */
	default void put(T item) {
		put(item, ZkQueue.DEFAULT_PRIORITY);
	}

	/**
	 * Append an item.
	 * @param item the item
	 * @param priority 0 to 999: lower values first, equal values in the order of
	 * insertion
	 * @throws io.github.zkspring.client.UnknownOutcomeException when the answer was lost:
	 * the item may have been added
	 */
	default void put(T item, int priority) {
		putAll(List.of(item), priority);
	}

	/**
	 * Append items, all or none.
	 * @param items the items, in order
	 * @param priority 0 to 999: lower values first, equal values in the order of
	 * insertion
	 * @throws io.github.zkspring.client.UnknownOutcomeException when the answer was lost:
	 * all of them may have been added
	 */
	void putAll(List<T> items, int priority);

	/**
	 * Lock the first item that is not locked, or wait for one. An item that this consumer
	 * has locked and not consumed is returned again.
	 * @param timeout the maximum time to wait; zero checks once
	 * @return the item, empty after the timeout
	 * @throws io.github.zkspring.client.CodecException when the first item is not of this
	 * type; it remains in the queue
	 */
	Optional<T> get(Duration timeout);

	/**
	 * Asks the server whether this consumer has locked an item.
	 * @return {@code false} also when the lock was lost with the session
	 */
	boolean holdsLock();

	/**
	 * Removes the item that this consumer has locked.
	 * @return whether it was removed; {@code false} without an item, or when the lock is
	 * lost and other consumers receive the item
	 * @throws io.github.zkspring.client.UnknownOutcomeException when the answer was lost
	 * and the session ended: this consumer or another one has removed the item
	 */
	boolean consume();

	/**
	 * Unlock the item that this consumer has locked.
	 * @return whether there was one
	 */
	boolean release();

	/**
	 * Returns the number of items, including locked ones.
	 * @return the number of items
	 */
	int size();

}
