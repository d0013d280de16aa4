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
	 * Read everything of this interest again, as if its watches had missed something, and
	 * set them anew. The listener is called for what differs from the last state handed
	 * over, and for nothing else. While disconnected, it is read with the next
	 * connection; what the server refused is read after the pause that runs.
	 */
	void resync();

	/**
	 * End the interest. With the last one of a path nothing is left on the client; the
	 * server forgets its side with the session, since ZooKeeper has no request that takes
	 * one watcher off and spares those that others may have set on the path.
	 */
	void close();

}
