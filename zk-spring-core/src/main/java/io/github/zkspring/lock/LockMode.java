package io.github.zkspring.lock;

/**
 * How many instances may hold a lock at the same time.
 *
 * @since 0.1.0
 */
public enum LockMode {

	/**
	 * A single holder.
	 */
	EXCLUSIVE,

	/**
	 * Any number of shared holders, but no exclusive one: for readers of data that an
	 * exclusive holder writes.
	 */
	SHARED

}
