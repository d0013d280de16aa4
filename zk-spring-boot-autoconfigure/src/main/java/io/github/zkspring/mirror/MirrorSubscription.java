package io.github.zkspring.mirror;

/**
 * One interest in one path.
 */
public interface MirrorSubscription {

	/**
	 * Whether the last state handed over may be older than what is on the server: before
	 * the first read, while disconnected, while a read is repeated.
	 * @return {@code true} while not in sync
	 */
	boolean isStale();

	/**
	 * End the interest. With the last one of a path nothing is left on the client; the
	 * server forgets its side with the session, since ZooKeeper has no request that takes
	 * one watcher off and spares those that others may have set on the path.
	 */
	void close();

}
