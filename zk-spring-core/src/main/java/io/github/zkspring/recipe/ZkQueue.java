package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.Optional;

/**
 * A small queue that hands each item out at most once: an item is removed before it is
 * worked on, and lost when its consumer dies. {@link ZkLockingQueue} keeps it until then.
 * ZooKeeper holds all of a queue in the memory of every server and lists it with every
 * read: it is made for tens of items, not for thousands; use a message broker for those.
 * How waits end and what is thrown: {@link ZkRecipes}.
 *
 * @param <T> the type of the items
 * @since 0.1.0
 */
public interface ZkQueue<T> {

	/** The priority of an item without one. */
	int DEFAULT_PRIORITY = 100;

	/**
	 * The parent of the items.
	 * @return its path
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
	 * @param priority 0 to 999: lower ones come first, equal ones in their order
	 * @throws io.github.zkspring.client.UnknownOutcomeException when the answer got lost:
	 * the item may be there
	 */
	void put(T item, int priority);

	/**
	 * Remove the first item, if there is one.
	 * @return the item, empty when the queue is
	 */
	default Optional<T> poll() {
		return poll(Duration.ZERO);
	}

	/**
	 * Remove the first item, or wait for one.
	 * @param timeout how long to wait at most
	 * @return the item, empty when the time is over
	 * @throws io.github.zkspring.client.CodecException when the first item is none of
	 * this type; it stays where it is
	 * @throws io.github.zkspring.client.UnknownOutcomeException when the answer to the
	 * removal got lost and the item is gone: this call or another one has removed it
	 */
	Optional<T> poll(Duration timeout);

	/**
	 * Count the items.
	 * @return how many there are
	 */
	int size();

}
