package io.github.zkspring.client.connection;

/**
 * Is told when the lease of the session begins and ends. Called on the engine loop:
 * implementations hand over and return.
 */
public interface LeaseListener {

	/**
	 * The session is certain from now on: what was suspended may go on.
	 */
	void leaseBegan();

	/**
	 * The session is not certain any more: what is held ends now.
	 */
	void leaseEnded();

}
