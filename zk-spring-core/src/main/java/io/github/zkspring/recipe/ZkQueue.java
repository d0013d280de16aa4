package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.Optional;

/**
 * A small queue that delivers each item at most once: an item is removed before it is
 * processed, and lost when its consumer fails. {@link ZkLockingQueue} keeps it until it
 * is consumed. Every ZooKeeper server keeps the whole queue in memory, and every read
 * lists it: use this for tens of items, and a message broker for thousands. For waiting
 * and exceptions see {@link ZkRecipes}.
 *
 * @param <T> the type of the items
 * @since 0.1.0
 */
public interface ZkQueue<T> {

	/**
	 * The priority of an item without a specified one.
	 */
	int DEFAULT_PRIORITY = 100;

	/**
	 * Returns the path of the parent of the items.
	 * @return the path
	 */
	String path();

	/**
	 * Append an item with priority {@value #DEFAULT_PRIORITY}.
	 * @param item the item
	 */
	default void put(T item) {
		put(item, DEFAULT_PRIORITY);
	}

	/**
	 * Append an item.
	 * @param item the item
	 * @param priority 0 to 999: lower values first, equal values in the order of
	 * insertion
	 * @throws io.github.zkspring.client.UnknownOutcomeException when the answer was lost:
	 * the item may have been added
	 */
	void put(T item, int priority);

	/**
	 * Removes the first item.
	 * @return the item, empty when the queue is empty
	 */
	default Optional<T> poll() {
		return poll(Duration.ZERO);
	}

	/**
	 * Removes the first item, or wait for one.
	 * @param timeout the maximum time to wait
	 * @return the item, empty after the timeout
	 * @throws io.github.zkspring.client.CodecException when the first item is not of this
	 * type; it remains in the queue
	 * @throws io.github.zkspring.client.UnknownOutcomeException when the answer to the
	 * removal was lost and the item is absent: this call or another one has removed it
	 */
	Optional<T> poll(Duration timeout);

	/**
	 * Returns the number of items.
	 * @return the number of items
	 */
	int size();

}
