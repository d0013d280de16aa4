package io.github.zkspring.mirror;

import org.jspecify.annotations.Nullable;

/**
 * Receives what the mirror sees of one path. Called in zxid order, one call at a time, on
 * a thread of ZooKeeper or of the engines and under a lock: implementations hand over and
 * return.
 *
 * @param <S> the kind of snapshot
 */
public interface MirrorListener<S extends Snapshot> {

	/**
	 * The path was read: for the first time, or with another state than before.
	 * @param snapshot the newest state
	 */
	void changed(S snapshot);

	/**
	 * The path was read, with the state before at hand.
	 * @param snapshot the newest state
	 * @param previous what was known of the path before, {@code null} for nothing
	 */
	default void changed(S snapshot, @Nullable S previous) {
		changed(snapshot);
	}

	/**
	 * The path cannot be read: the server refuses, or has more than is taken. The mirror
	 * tries again by itself, with growing pauses or after the next change, and what was
	 * seen before stays.
	 * @param path the path
	 * @param ex why
	 */
	void failed(String path, Exception ex);

}
