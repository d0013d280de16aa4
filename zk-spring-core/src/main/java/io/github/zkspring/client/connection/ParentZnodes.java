package io.github.zkspring.client.connection;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.zkspring.client.ZkPaths;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.ACL;

/**
 * Creates znodes without data together with their missing ancestors, asynchronously. All
 * paths are server-side paths; replies arrive on ZooKeeper's event thread.
 */
public class ParentZnodes {

	private static final byte[] NO_DATA = {};

	private final Function<String, List<ACL>> acls;

	private volatile boolean persistent;

	/**
	 * Creates parents with the ACLs of the connection.
	 * @param connection the connection
	 */
	public ParentZnodes(ZkConnection connection) {
		this(connection::acl);
	}

	/**
	 * Creates parents with given ACLs.
	 * @param acls returns the ACL for a server-side path
	 */
	public ParentZnodes(Function<String, List<ACL>> acls) {
		this.acls = acls;
	}

	/**
	 * Creates a container and its missing ancestors, which are containers as well: the
	 * server removes them some time after their last child.
	 * @param handle the handle to send with
	 * @param serverPath the path of the container
	 * @param answer receives {@code OK} if the znode exists afterwards, or the code of
	 * the refusal
	 */
	public void create(ZkHandle handle, String serverPath, Consumer<Code> answer) {
		CreateMode mode = this.persistent ? CreateMode.PERSISTENT : CreateMode.CONTAINER;
		create(handle, serverPath, mode, (code, existed) -> {
			// servers before 3.5.1
			if (code == Code.UNIMPLEMENTED && mode == CreateMode.CONTAINER) {
				this.persistent = true;
				create(handle, serverPath, answer);
			}
			else {
				answer.accept(code);
			}
		});
	}

	/**
	 * Returns whether the server has no containers, so that persistent znodes are created
	 * in their place, which it does not remove.
	 * @return {@code true} after the server has refused a container
	 */
	public boolean isPersistent() {
		return this.persistent;
	}

	/**
	 * Creates a persistent znode and its missing ancestors, unless it exists.
	 * @param handle the handle to send with
	 * @param serverPath the path of the znode
	 * @param reply receives whether the znode existed, or the code of the refusal
	 */
	public void ensure(ZkHandle handle, String serverPath, Request.Reply<Boolean> reply) {
		handle.requests().exists(serverPath, null, (rc, path, context, stat) -> {
			Code code = Codes.of(rc);
			if (code == Code.NONODE) {
				create(handle, serverPath, CreateMode.PERSISTENT, reply);
			}
			else {
				reply.accept(code, (stat != null) ? true : null);
			}
		});
	}

	private void create(ZkHandle handle, String path, CreateMode mode, Request.Reply<Boolean> reply) {
		handle.requests().create(path, NO_DATA, this.acls.apply(path), mode, (rc, asked, context, created, stat) -> {
			Code code = Codes.of(rc);
			switch (code) {
				case OK -> reply.accept(code, false);
				case NODEEXISTS -> reply.accept(Code.OK, true);
				case NONODE -> createBelowParent(handle, path, mode, reply);
				case NOAUTH -> acceptExisting(handle, path, reply);
				default -> reply.accept(code, null);
			}
		});
	}

	private void createBelowParent(ZkHandle handle, String path, CreateMode mode, Request.Reply<Boolean> reply) {
		String parent = ZkPaths.parent(path);
		if (parent.equals("/")) {
			reply.accept(Code.NONODE, null);
			return;
		}
		create(handle, parent, mode, (code, existed) -> {
			if (code == Code.OK) {
				create(handle, path, mode, reply);
			}
			else {
				reply.accept(code, null);
			}
		});
	}

	// the server checks the ACL of the parent before it looks for the znode
	private static void acceptExisting(ZkHandle handle, String path, Request.Reply<Boolean> reply) {
		handle.requests().exists(path, null, (rc, asked, context, stat) -> {
			Code code = Codes.of(rc);
			reply.accept((code == Code.NONODE) ? Code.NOAUTH : code, (stat != null) ? true : null);
		});
	}

}
