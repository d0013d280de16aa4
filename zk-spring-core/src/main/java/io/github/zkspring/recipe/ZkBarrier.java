package io.github.zkspring.recipe;

import java.time.Duration;

/**
 * Holds everybody back while it is up. It is up while its znode exists; the znode is
 * persistent, so a barrier outlives who has put it up. How waits end and what is thrown:
 * {@link ZkRecipes}.
 *
 * @since 0.1.0
 */
public interface ZkBarrier {

	/**
	 * The znode whose existence is the barrier.
	 * @return its path
	 */
	String path();

	/**
	 * Put the barrier up, if it is not up already.
	 */
	void create();

	/**
	 * Take the barrier away, and let all go who wait.
	 * @return whether there was one
	 */
	boolean remove();

	/**
	 * Whether the barrier is up now, by the word of a server that has caught up.
	 * @return {@code true} while it is up
	 */
	boolean isUp();

	/**
	 * Wait until the barrier is not up. A barrier that is taken away and put up again at
	 * once may be missed, and is waited for again.
	 * @param timeout how long to wait at most; zero asks once
	 * @return whether the barrier was seen to be away; {@code false} when the time is
	 * over
	 */
	boolean await(Duration timeout);

}
