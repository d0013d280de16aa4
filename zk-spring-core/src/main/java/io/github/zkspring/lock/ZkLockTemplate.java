package io.github.zkspring.lock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.zkspring.client.ZkUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Locks that all applications of an ensemble share.
 *
 * <pre class="code">
 * this.locks.execute(ZkLockTemplate.name("orders", id), (lock) -&gt; ship(id, lock.token()));
 * </pre>
 *
 * <p>
 * <b>Contract.</b> A lock is granted in the order of arrival: an exclusive one when
 * nobody is before it, a shared one when no exclusive one is. It is granted only to a
 * session that is certain: the one that created the place in the queue, acknowledged by a
 * quorum less than half a session timeout ago. One deadline, {@code zk.lock.wait} unless
 * the options say otherwise, covers everything: others that hold the lock, lost
 * connections, new sessions. Who gives up, is interrupted, or fails leaves nothing in the
 * queue; what cannot be removed at once is removed with the next connection.
 *
 * <p>
 * <b>Names</b> are one or more path segments below {@code zk.lock.base-path}, such as
 * {@code orders/42}; {@link #name} makes segments of values. Locks do not include each
 * other: {@code orders} and {@code orders/42} are two.
 *
 * <p>
 * <b>Call chains.</b> Inside of a callback or of a {@link ZkLock @ZkLock} method the same
 * thread may acquire the same lock again: that is counted, asks no server, and throws
 * {@link LockLostException} when the lock is lost meanwhile. Asking for the exclusive
 * lock inside of the shared one throws {@link IllegalStateException}: it would wait for
 * itself. What {@link #acquire} returns outside of these is bound to no thread, and the
 * same thread acquires that lock a second time as any other would.
 *
 * <p>
 * <b>Threads.</b> Safe for use by many threads. Not to be called on ZooKeeper's or
 * Curator's own threads. An interrupt ends the wait with
 * {@link LockNotAcquiredException}, the flag of the thread set.
 *
 * @since 0.1.0
 */
public interface ZkLockTemplate {

	/**
	 * Make the name of a lock.
	 * @param first the first part, as it is
	 * @param values the other segments; whatever they contain, each one becomes one
	 * segment, and different texts different segments
	 * @return the name
	 * @throws IllegalArgumentException when a value is {@code null}, blank, or has no
	 * text of its own, or the first part is no path
	 */
	static String name(String first, Object... values) {
		return LockNames.join(first, values);
	}

	/**
	 * Acquire an exclusive lock.
	 * @param name the name of the lock
	 * @return the lock, to be closed
	 * @throws LockNotAcquiredException when it was not acquired in time
	 */
	default HeldLock acquire(String name) {
		return acquire(name, LockOptions.exclusive());
	}

	/**
	 * Acquire a lock.
	 * @param name the name of the lock
	 * @param options mode and deadline
	 * @return the lock, to be closed
	 * @throws LockNotAcquiredException when it was not acquired in time
	 */
	HeldLock acquire(String name, LockOptions options);

	/**
	 * Acquire an exclusive lock unless somebody holds it, or waits for it.
	 * @param name the name of the lock
	 * @return the lock, to be closed; empty when it is not free
	 * @throws LockNotAcquiredException when that cannot be known: no server answers, or
	 * they refuse
	 */
	default Optional<HeldLock> tryAcquire(String name) {
		return tryAcquire(name, LockOptions.exclusive().waiting(Duration.ZERO));
	}

	/**
	 * Acquire a lock, if it is free in time.
	 * @param name the name of the lock
	 * @param options mode and deadline
	 * @return the lock, to be closed; empty when others have it until the deadline
	 * @throws LockNotAcquiredException when that cannot be known: no server answers, or
	 * they refuse
	 */
	Optional<HeldLock> tryAcquire(String name, LockOptions options);

	/**
	 * Run a callback under an exclusive lock, on the calling thread.
	 * @param <T> the type of the result
	 * @param <E> what the callback may throw
	 * @param name the name of the lock
	 * @param callback what to do
	 * @return the result of the callback
	 * @throws LockNotAcquiredException when it was not acquired in time
	 * @throws LockLostException when the lock was lost before the callback had ended
	 * @throws E what the callback has thrown; a loss of the lock is suppressed in it
	 */
	default <T extends @Nullable Object, E extends Throwable> T execute(String name, LockCallback<T, E> callback)
			throws E {
		return execute(name, LockOptions.exclusive(), callback);
	}

	/**
	 * Run a callback under an exclusive lock, on the calling thread.
	 * @param <T> the type of the result
	 * @param <E> what the callback may throw
	 * @param name the name of the lock
	 * @param wait how long to wait for the lock
	 * @param callback what to do
	 * @return the result of the callback
	 * @throws LockNotAcquiredException when it was not acquired in time
	 * @throws LockLostException when the lock was lost before the callback had ended
	 * @throws E what the callback has thrown; a loss of the lock is suppressed in it
	 */
	default <T extends @Nullable Object, E extends Throwable> T execute(String name, Duration wait,
			LockCallback<T, E> callback) throws E {
		return execute(name, LockOptions.exclusive().waiting(wait), callback);
	}

	/**
	 * Run a callback under a lock, on the calling thread. The callback is interrupted
	 * when the lock is lost, unless the options say otherwise. The lock ends with the
	 * callback: work that goes on elsewhere holds what {@link #acquire} returns.
	 * @param <T> the type of the result
	 * @param <E> what the callback may throw
	 * @param name the name of the lock
	 * @param options mode, deadline and interrupt
	 * @param callback what to do
	 * @return the result of the callback
	 * @throws LockNotAcquiredException when it was not acquired in time
	 * @throws LockLostException when the lock was lost before the callback had ended
	 * @throws E what the callback has thrown; a loss of the lock is suppressed in it
	 */
	<T extends @Nullable Object, E extends Throwable> T execute(String name, LockOptions options,
			LockCallback<T, E> callback) throws E;

	/**
	 * Ask the server who stands in the queue of a lock: holders first, in the order of
	 * arrival. Shared and exclusive ones are not told apart.
	 * @param name the name of the lock
	 * @return the ids, {@code application@host:pid}; empty when nobody wants it
	 * @throws ZkUnavailableException when no server answers within a session timeout
	 */
	List<String> contenders(String name);

}
