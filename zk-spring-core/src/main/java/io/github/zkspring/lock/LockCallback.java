package io.github.zkspring.lock;

import org.jspecify.annotations.Nullable;

/**
 * What {@link ZkLockTemplate} does under a lock.
 *
 * @param <T> the type of its result
 * @param <E> what it may throw
 * @since 0.1.0
 */
@FunctionalInterface
public interface LockCallback<T extends @Nullable Object, E extends Throwable> {

	/**
	 * Called on the thread of the caller, with the lock held.
	 * @param lock the lock; released behind the callback
	 * @return the result
	 * @throws E whatever goes wrong; passed on to the caller
	 */
	T doInLock(HeldLock lock) throws E;

}
