package io.github.zkspring.lock;

import java.time.Duration;

/**
 * Listener for acquired and released locks, for metrics. Called on the thread that waited
 * or released, or on a thread of the engine: implementations must not block. An exception
 * is logged and affects no lock.
 */
public interface LockListener {

	/**
	 * Callback for the end of a wait. A nested acquisition of a held lock does not wait.
	 * @param lock the name as declared in {@code @ZkLock}, without arguments, or
	 * {@code programmatic} for {@link ZkLockTemplate}
	 * @param outcome the outcome of the wait
	 * @param waited the duration of the wait
	 */
	void waited(String lock, Outcome outcome, Duration waited);

	/**
	 * Callback for the release or the loss of a lock.
	 * @param lock the name as above
	 * @param lost whether the session or the znode of the lock ended before the release
	 * @param held how long the lock was held
	 */
	void ended(String lock, boolean lost, Duration held);

	/**
	 * The outcome of a wait.
	 */
	enum Outcome {

		/**
		 * The lock was acquired.
		 */
		ACQUIRED,

		/**
		 * Other contenders held the lock or were ahead.
		 */
		TAKEN,

		/**
		 * No server has answered, the server refused, or the thread was interrupted.
		 */
		FAILED

	}

}
