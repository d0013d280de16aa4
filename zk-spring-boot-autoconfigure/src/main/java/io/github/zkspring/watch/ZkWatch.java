package io.github.zkspring.watch;

/**
 * One running watch.
 *
 * @since 0.1.0
 */
public interface ZkWatch {

	/**
	 * The id of the watch.
	 * @return the id, unique in the application
	 */
	String id();

	/**
	 * The path that is watched.
	 * @return the path, inside chroot and namespace
	 */
	String path();

	/**
	 * Whether the state delivered last may be older than what is on the server: before
	 * the first read, while disconnected, while a read is tried again. Reads memory only.
	 * @return {@code true} while not in sync
	 */
	boolean isStale();

	/**
	 * Whether the watch has ended: closed, or by a method that returned {@code false}.
	 * @return {@code true} when the method is not called any more
	 */
	boolean isClosed();

	/**
	 * End the watch. A call that is running is not waited for; none is started any more.
	 */
	void close();

}
