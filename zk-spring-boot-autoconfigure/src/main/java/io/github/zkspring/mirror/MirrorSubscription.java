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
	 * End the interest. The last one of a path takes its watch off the server.
	 */
	void close();

}
