package io.github.zkspring.lock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.zkspring.client.ZkUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Acquires locks that all applications of an ensemble share.
 *
 * <pre class="code">
 * this.locks.execute(ZkLockTemplate.name("orders", id), (lock) -&gt; ship(id, lock.token()));
 * </pre>
 *
 * <p>
 * <b>Contract.</b> Locks are granted in the order of arrival: an exclusive lock when no
 * contender is ahead, a shared lock when no exclusive one is ahead. A lock is granted
 * only to a session that is certain: the session that created the znode in the queue,
 * with a write that a quorum acknowledged and that was sent less than half a session
 * timeout ago. One deadline, by default {@code zk.lock.wait}, covers other contenders,
 * lost connections and new sessions. A request that times out, is interrupted, or fails
 * leaves no znode in the queue; a znode that cannot be removed immediately is removed
 * with the next connection.
 *
 * <p>
 * <b>Names</b> are one or more path segments below {@code zk.lock.base-path}, such as
 * {@code orders/42}; {@link #name} converts values to segments. Locks are independent of
 * each other: {@code orders} does not include {@code orders/42}.
 *
 * <p>
 * <b>Call chains.</b> Inside a callback or a {@link ZkLock @ZkLock} method the same
 * thread may acquire the same lock again. Nested acquisitions are counted without a
 * request to the server, and throw {@link LockLostException} when the lock has been lost.
 * Requesting the exclusive lock while holding the shared one throws
 * {@link IllegalStateException}: it would wait for itself. A lock returned by
 * {@link #acquire} outside a callback is not bound to a thread, and the same thread
 * cannot acquire it a second time before it is released.
 *
 * <p>
 * <b>Threads.</b> Thread-safe. Must not be called on ZooKeeper's or Curator's threads. An
 * interrupt ends the wait with {@link LockNotAcquiredException}, with the interrupt flag
 * of the thread set.
 *
 * @since 0.1.0
 */
public interface ZkLockTemplate {

	/**
	 * Creates the name of a lock.
	 * @param first the first part, unescaped
	 * @param values the other segments; each value is escaped to one segment, and
	 * different texts produce different segments
	 * @return the name
	 * @throws IllegalArgumentException when a value is {@code null}, blank, or does not
	 * override {@code toString}, or when the first part is not a valid path
	 */
	static String name(String first, Object... values) {
		return LockNames.join(first, values);
	}

	/**
	 * Acquires an exclusive lock.
	 * @param name the name of the lock
	 * @return the lock, to be closed
	 * @throws LockNotAcquiredException when it was not acquired in time
	 */
	default HeldLock acquire(String name) {
		return acquire(name, LockOptions.exclusive());
	}

	/**
	 * Acquires a lock.
	 * @param name the name of the lock
	 * @param options mode and deadline
	 * @return the lock, to be closed
	 * @throws LockNotAcquiredException when it was not acquired in time
	 */
	HeldLock acquire(String name, LockOptions options);

	/**
	 * Acquires an exclusive lock if no other contender holds or awaits it.
	 * @param name the name of the lock
	 * @return the lock, to be closed; empty when it is not free
	 * @throws LockNotAcquiredException when that is unknown: no server answers, or the
	 * server refuses
	 */
	default Optional<HeldLock> tryAcquire(String name) {
		return tryAcquire(name, LockOptions.exclusive().withWait(Duration.ZERO));
	}

	/**
	 * Acquires a lock if it becomes free in time.
	 * @param name the name of the lock
	 * @param options mode and deadline
	 * @return the lock, to be closed; empty when other contenders have it until the
	 * deadline
	 * @throws LockNotAcquiredException when that is unknown: no server answers, or the
	 * server refuses
	 */
	Optional<HeldLock> tryAcquire(String name, LockOptions options);

	/**
	 * Runs a callback under an exclusive lock, on the calling thread.
	 * @param <T> the type of the result
	 * @param <E> the exception of the callback
	 * @param name the name of the lock
	 * @param callback the callback
	 * @return the result of the callback
	 * @throws LockNotAcquiredException when the lock was not acquired in time
	 * @throws LockLostException when the lock was lost before the callback had ended
	 * @throws E the exception of the callback, with a loss of the lock suppressed in it
	 */
	default <T extends @Nullable Object, E extends Throwable> T execute(String name, LockCallback<T, E> callback)
			throws E {
		return execute(name, LockOptions.exclusive(), callback);
	}

	/**
	 * Runs a callback under an exclusive lock, on the calling thread.
	 * @param <T> the type of the result
	 * @param <E> the exception of the callback
	 * @param name the name of the lock
	 * @param wait the maximum time to wait for the lock
	 * @param callback the callback
	 * @return the result of the callback
	 * @throws LockNotAcquiredException when the lock was not acquired in time
	 * @throws LockLostException when the lock was lost before the callback had ended
	 * @throws E the exception of the callback, with a loss of the lock suppressed in it
	 */
	default <T extends @Nullable Object, E extends Throwable> T execute(String name, Duration wait,
			LockCallback<T, E> callback) throws E {
		return execute(name, LockOptions.exclusive().withWait(wait), callback);
	}

	/**
	 * Runs a callback under a lock, on the calling thread. The callback is interrupted
	 * when the lock is lost, unless the options disable that. The lock is released after
	 * the callback: asynchronous work needs a lock from {@link #acquire}.
	 * @param <T> the type of the result
	 * @param <E> the exception of the callback
	 * @param name the name of the lock
	 * @param options mode, deadline and interrupt
	 * @param callback the callback
	 * @return the result of the callback
	 * @throws LockNotAcquiredException when the lock was not acquired in time
	 * @throws LockLostException when the lock was lost before the callback had ended
	 * @throws E the exception of the callback, with a loss of the lock suppressed in it
	 */
	<T extends @Nullable Object, E extends Throwable> T execute(String name, LockOptions options,
			LockCallback<T, E> callback) throws E;

	/**
	 * Reads the contenders in the queue of a lock from the server: holders first, in the
	 * order of arrival. Shared and exclusive contenders are not distinguished.
	 * @param name the name of the lock
	 * @return the ids, {@code application@host:pid-random}; empty when there is no
	 * contender
	 * @throws ZkUnavailableException when no server answers within a session timeout
	 */
	List<String> contenders(String name);

}
