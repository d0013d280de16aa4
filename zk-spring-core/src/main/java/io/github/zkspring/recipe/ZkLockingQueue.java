package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A consumer of a small queue that hands an item out until it is consumed: {@link #get}
 * locks an item, {@link #consume} removes it, {@link #release} or the loss of the session
 * offers it to the others again. So an item may be worked on more than once. Used by one
 * thread at a time. ZooKeeper is no message broker, see {@link ZkQueue}. How waits end
 * and what is thrown: {@link ZkRecipes}.
 *
 * @param <T> the type of the items
 * @since 0.1.0
 */
public interface ZkLockingQueue<T> {

	/**
	 * The parent of items and locks.
	 * @return its path
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
	 * @param priority 0 to 999: lower ones come first, equal ones in their order
	 * @throws io.github.zkspring.client.UnknownOutcomeException when the answer got lost:
	 * the item may be there
	 */
	default void put(T item, int priority) {
		putAll(List.of(item), priority);
	}

	/**
	 * Append items, all or none.
	 * @param items the items, in their order
	 * @param priority 0 to 999: lower ones come first, equal ones in their order
	 * @throws io.github.zkspring.client.UnknownOutcomeException when the answer got lost:
	 * all of them may be there
	 */
	void putAll(List<T> items, int priority);

	/**
	 * Lock the first item that is not locked, or wait for one. An item that this consumer
	 * has locked and not consumed is given again.
	 * @param timeout how long to wait at most; zero asks once
	 * @return the item, empty when the time is over
	 * @throws io.github.zkspring.client.CodecException when the first item is none of
	 * this type; it stays where it is
	 */
	Optional<T> get(Duration timeout);

	/**
	 * Whether this consumer has an item locked, by the word of a server.
	 * @return {@code false} also when the lock went with the session
	 */
	boolean holdsLock();

	/**
	 * Remove the item that this consumer has locked.
	 * @return whether it was removed; {@code false} when there is none, or the lock is
	 * lost and others get the item
	 * @throws io.github.zkspring.client.UnknownOutcomeException when the answer got lost
	 * and the session ended: this consumer has removed the item, or another one has
	 */
	boolean consume();

	/**
	 * Give the item back that this consumer has locked.
	 * @return whether there was one
	 */
	boolean release();

	/**
	 * Count the items, locked ones included.
	 * @return how many there are
	 */
	int size();

}
