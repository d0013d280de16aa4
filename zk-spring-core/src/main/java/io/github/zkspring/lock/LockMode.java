package io.github.zkspring.lock;

/**
 * Who may hold a lock at the same time.
 *
 * @since 0.1.0
 */
public enum LockMode {

	/**
	 * One holder, and nobody beside it.
	 */
	EXCLUSIVE,

	/**
	 * Any number of shared holders, and no exclusive one: who reads what another one
	 * writes.
	 */
	SHARED

}
