package io.github.zkspring.template;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.Operation.Recovery;
import io.github.zkspring.client.connection.Operation.Verdict;
import io.github.zkspring.client.connection.ParentZnodes;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.connection.ZnodeContent;
import io.github.zkspring.client.connection.ZnodeOperations;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

/**
 * Creates one znode. After a lost answer, our own znode is recognised by the marker in
 * the name of a sequential znode, by the owner of an ephemeral one, and by the payload at
 * version zero of the others.
 */
class CreateOperation implements Request<CreatedZnode>, Recovery<CreatedZnode> {

	private final ZkConnection connection;

	private final CreateOptions options;

	/** The path to send, without the sequence number. */
	private final String path;

	private final byte @Nullable [] data;

	private final List<ACL> acl;

	CreateOperation(ZkConnection connection, String path, CreateOptions options, byte @Nullable [] data,
			List<ACL> acl) {
		this.connection = connection;
		this.options = options;
		this.path = options.marked() ? path + UUID.randomUUID() + "-" : path;
		this.data = data;
		this.acl = acl;
	}

	/**
	 * Validates the path of a znode to create.
	 * @param path the path; that of a sequential one may end with {@code /}
	 * @param mode how it is created
	 */
	static void validate(String path, CreateMode mode) {
		ZkPaths.validate(mode.isSequential() ? path + "0" : path);
	}

	@Override
	public void send(ZkHandle handle, Reply<CreatedZnode> reply) {
		handle.requests()
			.create(this.connection.serverPath(this.path), this.data, this.acl, this.options.mode(),
					(rc, asked, context, created, stat) -> {
						Code code = Codes.of(rc);
						if (code == Code.NONODE && this.options.parents()) {
							new ParentZnodes((parent) -> this.acl).ensure(handle,
									this.connection.serverPath(ZkPaths.parent(this.path)),
									(above, existed) -> createBelow(handle, above, reply));
						}
						else if (created == null || stat == null) {
							reply.accept(code, null);
						}
						else {
							String name = ZkPaths.name(created);
							reply.accept(code, new CreatedZnode(ZkPaths.join(ZkPaths.parent(this.path), name), stat));
						}
					}, this.options.ttlMillis());
	}

	private void createBelow(ZkHandle handle, Code above, Reply<CreatedZnode> reply) {
		if (above == Code.OK) {
			send(handle, reply);
		}
		else {
			reply.accept(above, null);
		}
	}

	@Override
	public void recover(ZkHandle handle, long sentBy, Reply<Verdict<CreatedZnode>> reply) {
		if (this.options.mode().isEphemeral() && handle.sessionId() != sentBy) {
			reply.accept(Code.OK, Verdict.refused(Code.SESSIONEXPIRED));
		}
		else if (!this.options.mode().isSequential()) {
			findZnode(handle, this.path, reply);
		}
		else if (this.options.marked()) {
			findMarker(handle, reply);
		}
		else {
			reply.accept(Code.OK, Verdict.unknown());
		}
	}

	private void findMarker(ZkHandle handle, Reply<Verdict<CreatedZnode>> reply) {
		String parent = ZkPaths.parent(this.path);
		String prefix = ZkPaths.name(this.path);
		handle.requests().getChildren(this.connection.serverPath(parent), null, (rc, asked, context, names, stat) -> {
			Code code = Codes.of(rc);
			Optional<String> own = Objects.requireNonNullElse(names, List.<String>of())
				.stream()
				.filter((name) -> name.startsWith(prefix))
				.findFirst();
			if (code == Code.OK && own.isPresent()) {
				findZnode(handle, ZkPaths.join(parent, own.get()), reply);
			}
			else if (code == Code.NONODE || (code == Code.OK && names != null)) {
				reply.accept(Code.OK, absent());
			}
			else {
				reply.accept(code, null);
			}
		});
	}

	private void findZnode(ZkHandle handle, String found, Reply<Verdict<CreatedZnode>> reply) {
		new ZnodeOperations(this.connection).get(found)
			.request()
			.send(handle, (code, znode) -> reply.accept(code, (znode != null)
					? znode.map((raw) -> judge(found, raw, handle.sessionId())).orElseGet(this::absent) : null));
	}

	private Verdict<CreatedZnode> judge(String found, ZnodeContent raw, long session) {
		CreatedZnode znode = new CreatedZnode(found, raw.stat());
		if (this.options.marked()) {
			return Verdict.happened(znode);
		}
		long owner = this.options.mode().isEphemeral() ? session : raw.stat().getEphemeralOwner();
		boolean untouched = raw.stat().getVersion() == 0;
		if (raw.stat().getEphemeralOwner() != owner
				|| (untouched && !Arrays.equals(nullToEmpty(this.data), nullToEmpty(raw.payload())))) {
			return Verdict.refused(Code.NODEEXISTS);
		}
		return untouched ? Verdict.happened(znode) : Verdict.unknown();
	}

	// another client may have deleted a sequential znode in the meantime
	private Verdict<CreatedZnode> absent() {
		return this.options.mode().isSequential() ? Verdict.unknown() : Verdict.notHappened();
	}

	private static byte[] nullToEmpty(byte @Nullable [] bytes) {
		return (bytes != null) ? bytes : new byte[0];
	}

}
