package io.github.zkspring.client.connection;

/**
 * Listener for the beginning and the end of the session lease. Called on the event loop:
 * implementations hand over and return.
 */
public interface LeaseListener {

	/**
	 * The session is certain from now on: suspended work may continue.
	 */
	void leaseBegan();

	/**
	 * The session is no longer certain: held rights end now.
	 */
	void leaseEnded();

}
