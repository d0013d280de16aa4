package io.github.zkspring.recipe;

import org.springframework.core.ParameterizedTypeReference;

/**
 * The recipes of this application. Recipes with the same name, below the same
 * {@code zk.recipe.base-path}, are shared by all instances. A name is one path segment;
 * {@link io.github.zkspring.client.ZkPaths#segment} converts any text to one.
 *
 * <p>
 * <b>Waiting.</b> Methods that wait have a timeout argument, extended by up to
 * {@code zk.recipe.timeout} while the ensemble does not answer. A waiting thread wakes up
 * for the awaited change, for every change of the connection (it then reads again, also
 * with a new session), for an interrupt, and when the application closes. The thread is
 * the caller's; do not call from ZooKeeper's or Curator's threads.
 *
 * <p>
 * <b>Exceptions.</b> All methods throw a
 * {@link io.github.zkspring.client.ZkUnavailableException} when no ensemble is reachable
 * in time and nothing has changed, an
 * {@link io.github.zkspring.client.UnknownOutcomeException} when the answer to a write
 * was lost and its outcome is unknown, a
 * {@link io.github.zkspring.client.ZkInterruptedException} for an interrupted wait, a
 * {@link io.github.zkspring.client.CodecException} for a payload of another type, and
 * another {@link io.github.zkspring.client.ZkException} when a server refuses.
 *
 * <p>
 * <b>Shutdown.</b> When the context closes, waits end with an exception, and held
 * permits, locked items and members of double barriers are released. A znode that cannot
 * be removed is removed with the next connection.
 *
 * @since 0.1.0
 */
public interface ZkRecipes {

	/**
	 * Returns a barrier that blocks callers while it is up.
	 * @param name the name
	 * @return the barrier, thread-safe
	 */
	ZkBarrier barrier(String name);

	/**
	 * Creates a member of a double barrier, which begins and ends common work together.
	 * @param name the name
	 * @param members the number of members that enter together; the same on all instances
	 * @return a new member, for one thread at a time
	 */
	ZkDoubleBarrier doubleBarrier(String name, int members);

	/**
	 * Returns a counter of whole numbers, stored as text like in kazoo.
	 * @param name the name
	 * @return the counter, thread-safe
	 */
	ZkCounter<Long> counter(String name);

	/**
	 * Returns a counter of decimal numbers, stored as text like in kazoo.
	 * @param name the name
	 * @return the counter, thread-safe
	 */
	ZkCounter<Double> doubleCounter(String name);

	/**
	 * Returns a counter in the four-byte format of Curator's {@code SharedCount} and
	 * {@code DistributedAtomicInteger}.
	 * @param name the name
	 * @return the counter, thread-safe
	 */
	ZkCounter<Integer> curatorCounter(String name);

	/**
	 * Returns a value that all instances share.
	 * @param <T> the type of the value
	 * @param name the name
	 * @param type the type of the value; converted by the codecs of this application
	 * @return the value, thread-safe
	 */
	default <T> ZkSharedValue<T> sharedValue(String name, Class<T> type) {
		return sharedValue(name, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Returns a value that all instances share.
	 * @param <T> the type of the value
	 * @param name the name
	 * @param type the type of the value; converted by the codecs of this application
	 * @return the value, thread-safe
	 */
	<T> ZkSharedValue<T> sharedValue(String name, ParameterizedTypeReference<T> type);

	/**
	 * Returns a semaphore that limits the number of concurrent permits.
	 * @param name the name
	 * @param permits the number of permits; the same on all instances, which is checked
	 * @return the semaphore, thread-safe
	 */
	ZkSemaphore semaphore(String name, int permits);

	/**
	 * Returns a queue that delivers each item at most once.
	 * @param <T> the type of the items
	 * @param name the name
	 * @param type the type of the items; converted by the codecs of this application
	 * @return the queue, thread-safe
	 */
	default <T> ZkQueue<T> queue(String name, Class<T> type) {
		return queue(name, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Returns a queue that delivers each item at most once.
	 * @param <T> the type of the items
	 * @param name the name
	 * @param type the type of the items; converted by the codecs of this application
	 * @return the queue, thread-safe
	 */
	<T> ZkQueue<T> queue(String name, ParameterizedTypeReference<T> type);

	/**
	 * Creates a consumer of a queue that delivers an item until it is consumed.
	 * @param <T> the type of the items
	 * @param name the name
	 * @param type the type of the items; converted by the codecs of this application
	 * @return a new consumer, for one thread at a time
	 */
	default <T> ZkLockingQueue<T> lockingQueue(String name, Class<T> type) {
		return lockingQueue(name, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Creates a consumer of a queue that delivers an item until it is consumed.
	 * @param <T> the type of the items
	 * @param name the name
	 * @param type the type of the items; converted by the codecs of this application
	 * @return a new consumer, for one thread at a time
	 */
	<T> ZkLockingQueue<T> lockingQueue(String name, ParameterizedTypeReference<T> type);

}
