package io.github.zkspring.mirror;

import org.apache.zookeeper.KeeperException;

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
	 * The server refused to read the path. The mirror tries again by itself, with growing
	 * pauses, and what was seen before stays.
	 * @param ex the answer of the server
	 */
	void failed(KeeperException ex);

}
