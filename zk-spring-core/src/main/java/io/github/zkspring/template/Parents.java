package io.github.zkspring.template;

import java.util.List;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.connection.ZnodeRequests;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.ACL;

/**
 * Creates a path from above: persistent znodes without data. Looks before it creates: a
 * server refuses a create for the ACL of the parent before it says that the znode exists.
 */
record Parents(ZkConnection connection, List<ACL> acl) {

	private static final byte[] NO_DATA = {};

	/**
	 * Create a path and what is missing above it.
	 * @param handle the handle to send with
	 * @param path the path
	 * @param reply takes whether it existed, or what the server refused with
	 */
	void ensure(ZkHandle handle, String path, Request.Reply<Boolean> reply) {
		new ZnodeRequests(this.connection).exists(path, null).send(handle, (code, stat) -> {
			if (code != Code.OK || stat == null) {
				reply.accept(code, null);
			}
			else if (stat.isPresent()) {
				reply.accept(Code.OK, true);
			}
			else {
				create(handle, path, reply);
			}
		});
	}

	private void create(ZkHandle handle, String path, Request.Reply<Boolean> reply) {
		handle.requests()
			.create(this.connection.serverPath(path), NO_DATA, this.acl, CreateMode.PERSISTENT,
					(rc, asked, context, created) -> {
						Code code = Codes.of(rc);
						if (code == Code.NONODE && !path.equals("/")) {
							ensure(handle, ZkPaths.parent(path), (above, existed) -> {
								if (above == Code.OK && existed != null) {
									create(handle, path, reply);
								}
								else {
									reply.accept(above, null);
								}
							});
						}
						else {
							boolean existed = code == Code.NODEEXISTS;
							reply.accept(existed ? Code.OK : code, existed);
						}
					}, null);
	}

}
