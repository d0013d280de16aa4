package io.github.zkspring.client.support;

/**
 * Lifecycle phases: a lower phase starts earlier and stops later.
 */
public final class ZkPhases {

	/**
	 * The client: first up, last down.
	 */
	public static final int CLIENT = Integer.MIN_VALUE;

	/**
	 * Watches: their methods have seen the first state before a web server listens.
	 */
	public static final int WATCHES = Integer.MIN_VALUE + 1000;

	/**
	 * Locks: there before anything else of the application starts, and drained when it
	 * has stopped.
	 */
	public static final int LOCKS = Integer.MIN_VALUE + 2000;

	/**
	 * Elections: joined when everything else is up, released before anything else but the
	 * schedulers goes down.
	 */
	public static final int ELECTIONS = Integer.MAX_VALUE - 512;

	/**
	 * The record of this application in the catalog of services: written when everything
	 * else is up, and first to go.
	 */
	public static final int REGISTRATION = Integer.MAX_VALUE - 256;

	/**
	 * The time between the end of that record and the web server taking no more calls.
	 */
	public static final int SERVICE_DRAIN = Integer.MAX_VALUE - 768;

	private ZkPhases() {
	}

}
