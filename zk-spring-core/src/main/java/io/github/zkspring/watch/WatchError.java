package io.github.zkspring.watch;

import java.time.Duration;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong with one watch, and has stayed small: the watch is armed, and
 * the next good state is delivered.
 *
 * @param watchId the id of the watch
 * @param path the znode concerned
 * @param stat its stat as last read, {@code null} when there is none
 * @param kind what went wrong
 * @param cause why; never quotes the payload, unless the method itself did
 * @param failures how many times in succession the method has failed with this state, 1
 * for the first time
 * @param elapsed how long ago the first of these failures was
 * @since 0.1.0
 */
public record WatchError(String watchId, String path, @Nullable Stat stat, Kind kind, Throwable cause, int failures,
		Duration elapsed) {

	/**
	 * A first failure.
	 * @param watchId the id of the watch
	 * @param path the znode concerned
	 * @param stat its stat as last read, {@code null} when there is none
	 * @param kind what went wrong
	 * @param cause why
	 */
	public WatchError(String watchId, String path, @Nullable Stat stat, Kind kind, Throwable cause) {
		this(watchId, path, stat, kind, cause, 1, Duration.ZERO);
	}

	/**
	 * What can go wrong.
	 */
	public enum Kind {

		/**
		 * The server refused to read the znode, for example by its ACL. The read is tried
		 * again with growing pauses.
		 */
		READ,

		/**
		 * The bytes of the znode are no payload of the method's type. The method was not
		 * called; it keeps what it had.
		 */
		PAYLOAD,

		/**
		 * The method threw. It is called again for the next change, or earlier when the
		 * {@link WatchErrorHandler} wants that.
		 */
		METHOD

	}

}
