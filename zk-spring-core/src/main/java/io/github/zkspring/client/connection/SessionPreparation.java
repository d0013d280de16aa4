package io.github.zkspring.client.connection;

/**
 * Prepares what a new session needs on the servers before the features use it.
 */
@FunctionalInterface
public interface SessionPreparation {

	/**
	 * Begins the preparation. Called with each connection until the session is prepared,
	 * under a lock: implementations must not block.
	 * @param handle the connected handle
	 * @param prepared to be run when the features may use the session, from any thread
	 */
	void prepare(ZkHandle handle, Runnable prepared);

}
