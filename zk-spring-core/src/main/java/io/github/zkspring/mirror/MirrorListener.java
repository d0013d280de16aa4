package io.github.zkspring.mirror;

import org.jspecify.annotations.Nullable;

/**
 * Callback for the states of one path, or of the znodes of a subtree. Called in zxid
 * order, one call at a time, on ZooKeeper's event thread, on the event loop or on the
 * thread that subscribes, and under a lock: implementations hand the state over and
 * return.
 *
 * <p>
 * In a subtree, parents are delivered before their children, and deletions of children
 * before that of their parent. The root is always delivered first, also when it does not
 * exist.
 *
 * @param <S> the kind of snapshot
 */
public interface MirrorListener<S extends Snapshot> {

	/**
	 * Called after the first read of a path, after a read that found another state, and
	 * after its deletion.
	 * @param snapshot the newest state
	 */
	void changed(S snapshot);

	/**
	 * Called as {@link #changed(Snapshot)}, with the known state before the read.
	 * @param snapshot the newest state
	 * @param previous the known state before, {@code null} for the first call
	 */
	default void changed(S snapshot, @Nullable S previous) {
		changed(snapshot);
	}

	/**
	 * Called once after all znodes of a subtree were read for the first time and
	 * delivered. Not called for single paths.
	 */
	default void initialised() {
	}

	/**
	 * Called when the path cannot be read: the server refuses, or the answer would be too
	 * large. The mirror tries again with growing pauses or after the next change; the
	 * last state stays valid.
	 * @param path the path
	 * @param ex the reason
	 */
	void failed(String path, Exception ex);

}
