package io.github.zkspring.contender;

/**
 * What a lost connection does to a grant while the lease of the session is valid.
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
