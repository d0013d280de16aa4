package io.github.zkspring.contender;

/**
 * What becomes of a turn when the connection is lost while the lease of the session
 * lasts.
 */
public enum OnSuspended {

	/**
	 * The turn goes on until the lease ends.
	 */
	HOLD,

	/**
	 * The turn ends at once.
	 */
	REVOKE

}
