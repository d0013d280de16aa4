package io.github.zkspring.lock;

import java.time.Duration;

/**
 * Is told of waits for locks, and of the ends of what was acquired. Called on the thread
 * that has waited or released, or on one of the engines: implementations count and
 * return. One that throws is logged, and harms no lock.
 */
public interface LockListener {

	/**
	 * A wait is over. A lock that the thread has already needs none.
	 * @param lock the name in {@code @ZkLock} as it is written there, so without
	 * arguments, or {@code programmatic} for {@link ZkLockTemplate}
	 * @param outcome what came of it
	 * @param waited how long it took
	 */
	void waited(String lock, Outcome outcome, Duration waited);

	/**
	 * A lock was released, or lost.
	 * @param lock the name as above
	 * @param lost whether its session or znode has ended before
	 * @param held how long it was held
	 */
	void ended(String lock, boolean lost, Duration held);

	/**
	 * What comes of a wait.
	 */
	enum Outcome {

		/**
		 * The lock is held.
		 */
		ACQUIRED,

		/**
		 * Others have it, or were before.
		 */
		TAKEN,

		/**
		 * No server has answered, or it refuses, or the thread was interrupted.
		 */
		FAILED

	}

}
