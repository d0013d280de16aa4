package io.github.zkspring.mirror;

/**
 * Receives what the mirror sees of a subtree, znode by znode. Called one call at a time,
 * on a thread of ZooKeeper or of the engines and under a lock: implementations hand over
 * and return. A znode that comes is handed over after its parent, one that goes before
 * its parent.
 */
public interface TreeListener {

	/**
	 * A znode of the subtree was read for the first time or with another state than
	 * before, or is not there any more. The root is always handed over first, also when
	 * it does not exist.
	 * @param znode the newest state of that znode, absent when it was deleted
	 */
	void changed(ZnodeSnapshot znode);

	/**
	 * Everything in scope has been read, for the first time, and was handed over.
	 */
	void initialised();

	/**
	 * A znode of the subtree cannot be read: the server refuses, or has more than is
	 * taken. The mirror tries again by itself, with growing pauses or after the next
	 * change, and what was seen before stays.
	 * @param path the path of the znode
	 * @param ex why
	 */
	void failed(String path, Exception ex);

}
