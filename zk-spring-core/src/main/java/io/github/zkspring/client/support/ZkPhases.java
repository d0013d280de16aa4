package io.github.zkspring.client.support;

/**
 * Lifecycle phases: a lower phase starts earlier and stops later.
 */
public final class ZkPhases {

	/**
	 * The client: starts first and stops last.
	 */
	public static final int CLIENT = Integer.MIN_VALUE;

	/**
	 * Watches: their methods have seen the first state before a web server listens.
	 */
	public static final int WATCHES = Integer.MIN_VALUE + 1000;

	/**
	 * Locks: available before other beans of the application start, and drained after
	 * those have stopped.
	 */
	public static final int LOCKS = Integer.MIN_VALUE + 2000;

	/**
	 * Elections: joined after all other beans have started, released before all other
	 * beans but the schedulers stop.
	 */
	public static final int ELECTIONS = Integer.MAX_VALUE - 512;

	/**
	 * The record of this application in the service catalog: written after all other
	 * beans have started, and removed first.
	 */
	public static final int REGISTRATION = Integer.MAX_VALUE - 256;

	/**
	 * The drain time between the removal of that record and the stop of the web server.
	 */
	public static final int SERVICE_DRAIN = Integer.MAX_VALUE - 768;

	private ZkPhases() {
	}

}
