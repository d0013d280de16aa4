package io.github.zkspring.recipe;

import org.springframework.core.ParameterizedTypeReference;

/**
 * The recipes of this application. What has the same name here, under the same
 * {@code zk.recipe.base-path}, is the same thing on all instances. Names are one path
 * segment; {@link io.github.zkspring.client.ZkPaths#segment} makes one of any text.
 *
 * <p>
 * <b>Waiting.</b> Methods that wait take the longest time as an argument, and
 * {@code zk.recipe.timeout} more when the ensemble does not answer. A waiting thread is
 * woken by what it waits for, by every change of the connection (and looks again, with a
 * new session as well), by its interrupt, and by the end of the application. It is a
 * thread of the caller; never call from ZooKeeper's or Curator's own threads.
 *
 * <p>
 * <b>Exceptions.</b> All methods throw a
 * {@link io.github.zkspring.client.ZkUnavailableException} when there is no ensemble in
 * time and nothing has changed, an
 * {@link io.github.zkspring.client.UnknownOutcomeException} when the answer to a write
 * got lost and nobody can tell whether it has happened, a
 * {@link io.github.zkspring.client.ZkInterruptedException} for an interrupted wait, a
 * {@link io.github.zkspring.client.CodecException} for a payload of another type, and
 * another {@link io.github.zkspring.client.ZkException} when a server refuses.
 *
 * <p>
 * <b>The end.</b> When the context closes, waits end with an exception, and what is still
 * held (permits, locked items, places in double barriers) is given back. A place whose
 * clean-up fails is removed when there is a connection again.
 *
 * @since 0.1.0
 */
public interface ZkRecipes {

	/**
	 * A barrier that holds everybody back while it is up.
	 * @param name its name
	 * @return the barrier; any number of threads may share it
	 */
	ZkBarrier barrier(String name);

	/**
	 * A member of a double barrier, which begins and ends common work together.
	 * @param name its name
	 * @param members how many enter together; the same on all instances
	 * @return a new member, for one thread at a time
	 */
	ZkDoubleBarrier doubleBarrier(String name, int members);

	/**
	 * A counter of whole numbers, stored as text as kazoo does.
	 * @param name its name
	 * @return the counter; any number of threads may share it
	 */
	ZkCounter<Long> counter(String name);

	/**
	 * A counter of decimal numbers, stored as text as kazoo does.
	 * @param name its name
	 * @return the counter; any number of threads may share it
	 */
	ZkCounter<Double> doubleCounter(String name);

	/**
	 * A counter in the four bytes of Curator's {@code SharedCount} and
	 * {@code DistributedAtomicInteger}.
	 * @param name its name
	 * @return the counter; any number of threads may share it
	 */
	ZkCounter<Integer> curatorCounter(String name);

	/**
	 * One value for everybody.
	 * @param <T> its type
	 * @param name its name
	 * @param type its type; the codecs of this application convert it
	 * @return the value; any number of threads may share it
	 */
	default <T> ZkSharedValue<T> sharedValue(String name, Class<T> type) {
		return sharedValue(name, ParameterizedTypeReference.forType(type));
	}

	/**
	 * One value for everybody.
	 * @param <T> its type
	 * @param name its name
	 * @param type its type; the codecs of this application convert it
	 * @return the value; any number of threads may share it
	 */
	<T> ZkSharedValue<T> sharedValue(String name, ParameterizedTypeReference<T> type);

	/**
	 * A semaphore: so many may act at the same time.
	 * @param name its name
	 * @param permits how many; the same on all instances, which is checked
	 * @return the semaphore; any number of threads may share it
	 */
	ZkSemaphore semaphore(String name, int permits);

	/**
	 * A queue that hands each item out at most once.
	 * @param <T> the type of the items
	 * @param name its name
	 * @param type the type of the items; the codecs of this application convert them
	 * @return the queue; any number of threads may share it
	 */
	default <T> ZkQueue<T> queue(String name, Class<T> type) {
		return queue(name, ParameterizedTypeReference.forType(type));
	}

	/**
	 * A queue that hands each item out at most once.
	 * @param <T> the type of the items
	 * @param name its name
	 * @param type the type of the items; the codecs of this application convert them
	 * @return the queue; any number of threads may share it
	 */
	<T> ZkQueue<T> queue(String name, ParameterizedTypeReference<T> type);

	/**
	 * A consumer of a queue that hands an item out again until somebody has consumed it.
	 * @param <T> the type of the items
	 * @param name its name
	 * @param type the type of the items; the codecs of this application convert them
	 * @return a new consumer, for one thread at a time
	 */
	default <T> ZkLockingQueue<T> lockingQueue(String name, Class<T> type) {
		return lockingQueue(name, ParameterizedTypeReference.forType(type));
	}

	/**
	 * A consumer of a queue that hands an item out again until somebody has consumed it.
	 * @param <T> the type of the items
	 * @param name its name
	 * @param type the type of the items; the codecs of this application convert them
	 * @return a new consumer, for one thread at a time
	 */
	<T> ZkLockingQueue<T> lockingQueue(String name, ParameterizedTypeReference<T> type);

}
