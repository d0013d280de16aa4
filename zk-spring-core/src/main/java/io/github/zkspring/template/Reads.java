package io.github.zkspring.template;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.connection.ZnodeRequests;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;

/**
 * The reads, which may be repeated as they are. A znode that does not exist is an answer
 * to those of them that answer with an {@link Optional}.
 */
class Reads {

	private final ZkConnection connection;

	private final ZnodeRequests znodes;

	Reads(ZkConnection connection) {
		this.connection = connection;
		this.znodes = new ZnodeRequests(connection);
	}

	Operation<Optional<Stat>> exists(String path) {
		return Operation.read(path, this.znodes.exists(path, null));
	}

	/**
	 * Read a payload. After an answer got lost the size is asked for first: an answer
	 * that is too long may have cost the connection.
	 * @param path the znode
	 * @param payloads knows what is too long
	 * @return the read
	 */
	Operation<Optional<RawZnode>> get(String path, Payloads payloads) {
		AtomicBoolean again = new AtomicBoolean();
		return Operation.read(path, (handle, reply) -> {
			if (again.getAndSet(true)) {
				this.znodes.exists(path, null).send(handle, (code, stat) -> {
					if (code == Code.OK && stat != null && stat.isPresent()
							&& !payloads.isReadable(stat.get().getDataLength())) {
						reply.accept(Code.OK, stat.map((known) -> new RawZnode(null, known)));
					}
					else if (code == Code.OK) {
						get(handle, path, reply);
					}
					else {
						reply.accept(code, null);
					}
				});
			}
			else {
				get(handle, path, reply);
			}
		});
	}

	Operation<List<String>> children(String path) {
		return Operation.read(path,
				(handle, reply) -> handle.requests()
					.getChildren(this.connection.serverPath(path), null,
							(rc, asked, context, names) -> reply.accept(Codes.of(rc), names), null));
	}

	Operation<ZnodeAcl> acl(String path) {
		return Operation
			.read(path,
					(handle, reply) -> handle.requests()
						.getACL(this.connection.serverPath(path), null, (rc, asked, context, acl, stat) -> reply
							.accept(Codes.of(rc), (acl != null && stat != null) ? new ZnodeAcl(acl, stat) : null),
								null));
	}

	Operation<Boolean> sync(String path) {
		return Operation.read(path, this.znodes.sync(path));
	}

	void get(ZkHandle handle, String path, Request.Reply<Optional<RawZnode>> reply) {
		handle.requests().getData(this.connection.serverPath(path), null, (rc, asked, context, data, stat) -> {
			Code code = Codes.of(rc);
			if (code == Code.NONODE) {
				reply.accept(Code.OK, Optional.empty());
			}
			else {
				reply.accept(code, (stat != null) ? Optional.of(new RawZnode(data, stat)) : null);
			}
		}, null);
	}

}
