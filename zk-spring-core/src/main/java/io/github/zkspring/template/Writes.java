package io.github.zkspring.template;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.ParentZnodes;
import io.github.zkspring.client.connection.Recovery;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZnodeRequests;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The writes to znodes that exist. Those for any version say what shall be and are
 * repeated. Those for one version say who did it: after a lost answer that is known only
 * when the version still is the one asked for, or when the next one holds something else.
 */
class Writes {

	private final ZkConnection connection;

	private final ZnodeRequests znodes;

	private final Reads reads;

	Writes(ZkConnection connection) {
		this.connection = connection;
		this.znodes = new ZnodeRequests(connection);
		this.reads = new Reads(connection);
	}

	Operation<Stat> set(String path, byte @Nullable [] data, int version) {
		Request<Stat> request = this.znodes.set(path, data, version);
		if (version == ZnodeRequests.ANY) {
			return Operation.repeatable(path, "write to", request);
		}
		return Operation.recoverable(path, "write to", request, (handle, sentBy, reply) -> this.reads.get(handle, path,
				(code, znode) -> reply.accept(code, (znode != null) ? judge(znode, data, version) : null)));
	}

	Operation<Stat> setAcl(String path, List<ACL> acl, int version) {
		Request<Stat> request = (handle, reply) -> handle.requests()
			.setACL(this.connection.serverPath(path), acl, version,
					(rc, asked, context, stat) -> reply.accept(Codes.of(rc), stat), null);
		if (version == ZnodeRequests.ANY) {
			return Operation.repeatable(path, "change the ACL of", request);
		}
		return Operation.recoverable(path, "change the ACL of", request,
				(handle, sentBy, reply) -> this.reads.acl(path)
					.request()
					.send(handle, (code, found) -> judgeAcl(code, found, version, reply)));
	}

	Operation<Boolean> delete(String path, int version) {
		return Operation.recoverable(path, "delete", this.znodes.delete(path, version),
				(handle, sentBy, reply) -> this.znodes.exists(path, null).send(handle, (code, stat) -> {
					if (stat == null) {
						reply.accept(code, null);
					}
					else if (version == ZnodeRequests.ANY) {
						reply.accept(code,
								stat.isEmpty() ? Recovery.Verdict.happened(true) : Recovery.Verdict.notHappened());
					}
					else {
						boolean untouched = stat.isPresent() && stat.get().getVersion() == version;
						reply.accept(code, untouched ? Recovery.Verdict.notHappened() : Recovery.Verdict.unknown());
					}
				}));
	}

	Operation<Boolean> ensurePath(String path, List<ACL> acl) {
		return Operation.repeatable(path, "create", (handle, reply) -> new ParentZnodes((parent) -> acl).ensure(handle,
				this.connection.serverPath(path), reply));
	}

	private static void judgeAcl(Code code, @Nullable ZnodeAcl found, int version,
			Request.Reply<Recovery.Verdict<Stat>> reply) {
		if (found == null) {
			boolean gone = code == Code.NONODE;
			reply.accept(gone ? Code.OK : code, gone ? Recovery.Verdict.unknown() : null);
		}
		else {
			// the server rewrites the scheme "auth", so that entries cannot be compared
			reply.accept(code, judge(found.stat().getAversion(), version, true));
		}
	}

	private static Recovery.Verdict<Stat> judge(Optional<RawZnode> znode, byte @Nullable [] data, int version) {
		return znode.map((raw) -> judge(raw.stat().getVersion(), version, Arrays.equals(raw.data(), data)))
			.orElseGet(Recovery.Verdict::unknown);
	}

	// another client may have written the same payload: then the outcome is unknown
	private static Recovery.Verdict<Stat> judge(int found, int asked, boolean same) {
		if (found == asked) {
			return Recovery.Verdict.notHappened();
		}
		boolean another = found == asked + 1 && !same;
		return another ? Recovery.Verdict.refused(Code.BADVERSION) : Recovery.Verdict.unknown();
	}

}
