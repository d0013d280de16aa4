package io.github.zkspring.watch;

import java.time.Duration;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * An error of one watch. The watch stays active: the next good state is delivered.
 *
 * @param watchId the id of the watch
 * @param path the znode concerned
 * @param stat its stat as last read, {@code null} if there is none
 * @param kind the kind of error
 * @param cause the cause; it does not quote the payload, unless the method itself does
 * @param failures the number of consecutive failures of the method with this state, 1 for
 * the first one
 * @param elapsed the time since the first of these failures
 * @since 0.1.0
 */
public record WatchError(String watchId, String path, @Nullable Stat stat, Kind kind, Throwable cause, int failures,
		Duration elapsed) {

	/**
	 * Creates a first failure.
	 * @param watchId the id of the watch
	 * @param path the znode concerned
	 * @param stat its stat as last read, {@code null} if there is none
	 * @param kind the kind of error
	 * @param cause the cause
	 */
	public WatchError(String watchId, String path, @Nullable Stat stat, Kind kind, Throwable cause) {
		this(watchId, path, stat, kind, cause, 1, Duration.ZERO);
	}

	/**
	 * The kinds of errors.
	 */
	public enum Kind {

		/**
		 * The server refused to read the znode, for example by its ACL. The read is
		 * repeated with growing pauses.
		 */
		READ,

		/**
		 * The bytes of the znode are not a payload of the method's type. The method was
		 * not called and keeps the last good value.
		 */
		PAYLOAD,

		/**
		 * The method threw an exception. It is called again for the next change, or
		 * earlier if the {@link WatchErrorHandler} requests it.
		 */
		METHOD

	}

}
