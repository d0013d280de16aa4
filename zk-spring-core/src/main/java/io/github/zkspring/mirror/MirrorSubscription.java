package io.github.zkspring.mirror;

/**
 * A subscription of the {@link Mirror}. Safe for use by several threads.
 */
public interface MirrorSubscription {

	/**
	 * Returns whether the last delivered state may be older than the one on the server:
	 * before the first read, while disconnected, while a read is repeated.
	 * @return {@code true} while not in sync
	 */
	boolean isStale();

	/**
	 * Reads everything of this subscription again, as if its watches had missed
	 * something, and sets one-shot watches again. The listener is called only for what
	 * differs from the last delivered state. While disconnected, the read happens with
	 * the next connection; what the server refused is read after the current pause.
	 */
	void resync();

	/**
	 * Ends the subscription. With the last one of a path nothing remains on the client;
	 * the server forgets a one-shot watch when it fires or with the session, since
	 * ZooKeeper has no request that removes one watcher of a path and spares those of
	 * others.
	 */
	void close();

}
