package io.github.zkspring.contender;

/**
 * Effect of a lost connection on a grant while the lease of the session is valid.
 */
public enum OnSuspended {

	/**
	 * The grant stays until the lease ends.
	 */
	HOLD,

	/**
	 * The grant ends at once.
	 */
	REVOKE

}
