package io.github.zkspring.recipe;

import java.time.Duration;

/**
 * A barrier that blocks callers while it is up. It is up while its znode exists. The
 * znode is persistent, so the barrier outlives its creator. For waiting and exceptions
 * see {@link ZkRecipes}.
 *
 * @since 0.1.0
 */
public interface ZkBarrier {

	/**
	 * Returns the path of the znode whose existence is the barrier.
	 * @return the path
	 */
	String path();

	/**
	 * Creates the barrier unless it exists.
	 */
	void create();

	/**
	 * Removes the barrier and releases all waiting callers.
	 * @return whether it existed
	 */
	boolean remove();

	/**
	 * Returns whether the barrier is up, after a sync with the ensemble.
	 * @return {@code true} while it is up
	 */
	boolean isUp();

	/**
	 * Waits until the barrier is not up. A barrier that is removed and immediately
	 * created again may be missed, and the wait continues.
	 * @param timeout the maximum time to wait; zero checks once
	 * @return whether the barrier was seen to be absent; {@code false} after the timeout
	 */
	boolean await(Duration timeout);

}
