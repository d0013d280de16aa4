package io.github.zkspring.client.connection;

import java.util.function.Consumer;

import io.github.zkspring.client.ZkPaths;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;

/**
 * Creates the znodes that others are created under, without waiting. They are containers,
 * which the server removes some time after their last child; what is above them stays.
 */
public class ParentZnodes {

	private static final byte[] NO_DATA = {};

	private final ZkConnection connection;

	/**
	 * Create the helper.
	 * @param connection knows the ACLs
	 */
	public ParentZnodes(ZkConnection connection) {
		this.connection = connection;
	}

	/**
	 * Create a parent, and what is missing above it.
	 * @param handle the handle to send with
	 * @param serverPath the server-side path of the parent
	 * @param answer takes {@code OK} when it is there, or what the server refused with;
	 * on ZooKeeper's event thread
	 */
	public void create(ZkHandle handle, String serverPath, Consumer<Code> answer) {
		create(handle, serverPath, CreateMode.CONTAINER, answer);
	}

	private void create(ZkHandle handle, String path, CreateMode mode, Consumer<Code> answer) {
		handle.requests()
			.create(path, NO_DATA, this.connection.acl(path), mode, (rc, asked, context, created, stat) -> {
				Code code = Code.get(rc);
				if (code == Code.NONODE && !ZkPaths.parent(path).equals("/")) {
					create(handle, ZkPaths.parent(path), CreateMode.PERSISTENT,
							(above) -> below(handle, path, mode, above, answer));
				}
				else {
					answer.accept((code == Code.NODEEXISTS) ? Code.OK : code);
				}
			}, null);
	}

	private void below(ZkHandle handle, String path, CreateMode mode, Code above, Consumer<Code> answer) {
		if (above == Code.OK) {
			create(handle, path, mode, answer);
		}
		else {
			answer.accept(above);
		}
	}

}
