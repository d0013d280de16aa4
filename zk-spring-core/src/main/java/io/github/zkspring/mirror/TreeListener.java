package io.github.zkspring.mirror;

/**
 * Callback for the states of a subtree, znode by znode. Called one call at a time, on
 * ZooKeeper's event thread, on the event loop or on the thread that subscribes, and under
 * a lock: implementations hand the state over and return. Parents are delivered before
 * their children; deletions of children before that of their parent.
 */
public interface TreeListener {

	/**
	 * Called after the first read of a znode of the subtree, after a read that found
	 * another state, and after its deletion. The root is always delivered first, also
	 * when it does not exist.
	 * @param znode the newest state of that znode, absent when it was deleted
	 */
	void changed(ZnodeSnapshot znode);

	/**
	 * Called once after everything in scope was read for the first time and delivered.
	 */
	void initialised();

	/**
	 * Called when a znode of the subtree cannot be read: the server refuses, or the
	 * answer would be too large. The mirror tries again with growing pauses or after the
	 * next change; the last state stays valid.
	 * @param path the path of the znode
	 * @param ex the reason
	 */
	void failed(String path, Exception ex);

}
