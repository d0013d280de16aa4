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
	 * Reads all znodes of this subscription again, as if its watches had missed events,
	 * and sets one-shot watches again. The listener is called only for differences from
	 * the last delivered state. While disconnected, the read happens with the next
	 * connection; a refused read is repeated after the current pause.
	 */
	void resync();

	/**
	 * Ends the subscription. After the last subscription of a path nothing remains on the
	 * client. A one-shot watch may remain on the server until it fires or the session
	 * ends, since ZooKeeper has no request that removes only one of several watchers of a
	 * path.
	 */
	void close();

}
