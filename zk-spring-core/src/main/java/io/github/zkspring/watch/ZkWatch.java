package io.github.zkspring.watch;

/**
 * One running watch. All methods may be called from any thread, and return at once.
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
	 * What is watched at the path.
	 * @return the kind of watch
	 */
	Kind kind();

	/**
	 * What is called, for people.
	 * @return the bean and its method, or the class of the callback
	 */
	String target();

	/**
	 * Whether the state delivered last may be older than what is on the server: before
	 * the first read, while disconnected, while a read is tried again, while a newer
	 * state waits (for its turn, for {@link #resume()}, for its next attempt), while the
	 * state of the one znode that is watched cannot be read as a payload, and when the
	 * watch has ended. Reads memory only.
	 * @return {@code true} while not in sync
	 */
	boolean isStale();

	/**
	 * How the watch does: what it has delivered, and what went wrong. Reads memory only.
	 * @return a view that stays up to date
	 */
	WatchStatistics statistics();

	/**
	 * Call nothing until {@link #resume()}. A call that is running is not waited for.
	 * What changes in the meantime is conflated. Does nothing when the watch is paused.
	 */
	void pause();

	/**
	 * Go on after {@link #pause()}: the newest state is delivered, if it is not the one
	 * that was delivered last.
	 */
	void resume();

	/**
	 * Read the znodes of the watch again, as if changes had been missed, and watch them
	 * anew. Returns at once; the method is called when something differs from the state
	 * that was delivered last, and not otherwise. While disconnected they are read with
	 * the next connection, where a server refused them after the pause that runs. Does
	 * nothing when the watch has ended.
	 */
	void resync();

	/**
	 * Whether the watch is paused.
	 * @return {@code true} between {@link #pause()} and {@link #resume()}
	 */
	boolean isPaused();

	/**
	 * Whether the watch has ended: closed, by a method that returned {@code false} or by
	 * its error handler.
	 * @return {@code true} when the method is not called any more
	 */
	boolean isClosed();

	/**
	 * End the watch. A call that is running is not waited for; none is started any more.
	 */
	void close();

	/**
	 * What a watch looks at.
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
