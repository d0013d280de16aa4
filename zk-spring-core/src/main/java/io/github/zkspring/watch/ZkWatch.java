package io.github.zkspring.watch;

/**
 * A watch. All methods may be called from any thread and return at once.
 *
 * @since 0.1.0
 */
public interface ZkWatch {

	/**
	 * Returns the id of the watch.
	 * @return the id, unique in the application
	 */
	String id();

	/**
	 * Returns the watched path.
	 * @return the path, relative to chroot and namespace
	 */
	String path();

	/**
	 * Returns what is watched at the path.
	 * @return the kind of watch
	 */
	Kind kind();

	/**
	 * Describes what is called.
	 * @return the bean and its method, or the class of the callback
	 */
	String target();

	/**
	 * Returns whether the state delivered last may be older than the state on the server:
	 * before the first read, while disconnected, while a read is repeated, while a newer
	 * state is pending (for delivery, for {@link #resume()} or for another attempt),
	 * while the payload of a single watched znode cannot be decoded, and after the end of
	 * the watch. Reads memory only.
	 * @return {@code true} while not in sync
	 */
	boolean isStale();

	/**
	 * Returns the statistics of deliveries and errors. Reads memory only.
	 * @return a live view
	 */
	WatchStatistics statistics();

	/**
	 * Stops deliveries until {@link #resume()}. Does not wait for a running call. Changes
	 * in the meantime are conflated. Does nothing if the watch is paused.
	 */
	void pause();

	/**
	 * Continues after {@link #pause()}: delivers the newest state unless it was delivered
	 * last.
	 */
	void resume();

	/**
	 * Reads the znodes of the watch again, as if changes had been missed, and renews the
	 * watches on the server. Returns at once; the method is called only if the state
	 * differs from the one delivered last. While disconnected, the znodes are read with
	 * the next connection; refused znodes are read after the current pause. Does nothing
	 * if the watch has ended.
	 */
	void resync();

	/**
	 * Returns whether the watch is paused.
	 * @return {@code true} between {@link #pause()} and {@link #resume()}
	 */
	boolean isPaused();

	/**
	 * Returns whether the watch has ended: by {@link #close()}, by a method that returned
	 * {@code false}, or by its error handler.
	 * @return {@code true} if the method is not called again
	 */
	boolean isClosed();

	/**
	 * Ends the watch. Does not wait for a running call; no further call begins.
	 */
	void close();

	/**
	 * The kinds of watches.
	 */
	enum Kind {

		/**
		 * Existence and data of one znode.
		 */
		DATA,

		/**
		 * The children of one znode.
		 */
		CHILDREN,

		/**
		 * A znode and everything below it.
		 */
		TREE

	}

}
