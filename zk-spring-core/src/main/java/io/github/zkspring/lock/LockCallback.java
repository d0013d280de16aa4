package io.github.zkspring.lock;

import org.jspecify.annotations.Nullable;

/**
 * Callback that {@link ZkLockTemplate} invokes while it holds a lock.
 *
 * @param <T> the type of the result
 * @param <E> the exception that the callback may throw
 * @since 0.1.0
 */
@FunctionalInterface
public interface LockCallback<T extends @Nullable Object, E extends Throwable> {

	/**
	 * Invoked on the thread of the caller while the lock is held.
	 * @param lock the lock; released after the callback
	 * @return the result
	 * @throws E any failure; propagated to the caller
	 */
	T doInLock(HeldLock lock) throws E;

}
