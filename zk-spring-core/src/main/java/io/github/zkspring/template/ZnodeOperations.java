package io.github.zkspring.template;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;

import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.Operation;
import io.github.zkspring.client.connection.Operation.Recovery;
import io.github.zkspring.client.connection.Operation.Verdict;
import io.github.zkspring.client.connection.ParentZnodes;
import io.github.zkspring.client.connection.Request;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZnodeContent;
import io.github.zkspring.client.connection.ZnodeRequests;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The operations on existing znodes, each with its recovery from a lost answer.
 *
 * <p>
 * Reads are repeated, and so are writes to any version, which are idempotent. A write to
 * one version is recovered: it was not applied if the znode still has the expected
 * version, and it was refused if the next version has another content.
 */
class ZnodeOperations {

	private final ZkConnection connection;

	private final ZnodeRequests znodes;

	ZnodeOperations(ZkConnection connection) {
		this.connection = connection;
		this.znodes = new ZnodeRequests(connection);
	}

	Operation<Optional<Stat>> exists(String path) {
		return Operation.read(path, this.znodes.exists(path, null));
	}

	/**
	 * Reads a payload. After a lost answer, the length is read first, because an answer
	 * that is too long closes the connection.
	 * @param path the znode
	 * @param readable whether a payload of a given length can be read
	 * @return the operation; its result has no payload if the length is not readable
	 */
	Operation<Optional<ZnodeContent>> get(String path, LongPredicate readable) {
		Request<Optional<ZnodeContent>> content = this.znodes.get(path, null);
		Request<Optional<Stat>> length = this.znodes.exists(path, null);
		AtomicBoolean repeated = new AtomicBoolean();
		return Operation.read(path, (handle, reply) -> {
			if (!repeated.getAndSet(true)) {
				content.send(handle, reply);
				return;
			}
			length.send(handle, (code, stat) -> {
				if (code != Code.OK || stat == null) {
					reply.accept(code, null);
				}
				else if (stat.isPresent() && !readable.test(stat.get().getDataLength())) {
					reply.accept(Code.OK, stat.map((known) -> new ZnodeContent(null, known)));
				}
				else {
					content.send(handle, reply);
				}
			});
		});
	}

	Operation<List<String>> children(String path) {
		return Operation.read(path,
				(handle, reply) -> handle.requests()
					.getChildren(this.connection.serverPath(path), null,
							(rc, asked, context, names) -> reply.accept(Codes.of(rc), names)));
	}

	Operation<ZnodeAcl> acl(String path) {
		return Operation.read(path, aclRequest(path));
	}

	Operation<Boolean> sync(String path) {
		return Operation.read(path, this.znodes.sync(path));
	}

	Operation<Stat> set(String path, byte @Nullable [] data, int version) {
		Request<Stat> request = this.znodes.set(path, data, version);
		if (version == ZnodeRequests.ANY) {
			return Operation.repeatable(path, "write to", request);
		}
		return Operation.recoverable(path, "write to", request, (handle, sentBy, reply) -> this.znodes.get(path, null)
			.send(handle, (code, znode) -> reply.accept(code, (znode != null) ? judge(znode, data, version) : null)));
	}

	Operation<Stat> setAcl(String path, List<ACL> acl, int version) {
		Request<Stat> request = (handle, reply) -> handle.requests()
			.setACL(this.connection.serverPath(path), acl, version,
					(rc, asked, context, stat) -> reply.accept(Codes.of(rc), stat));
		if (version == ZnodeRequests.ANY) {
			return Operation.repeatable(path, "change the ACL of", request);
		}
		return Operation.recoverable(path, "change the ACL of", request, (handle, sentBy, reply) -> aclRequest(path)
			.send(handle, (code, found) -> judgeAcl(code, found, version, reply)));
	}

	Operation<Boolean> delete(String path, int version) {
		Recovery<Boolean> recovery = (handle, sentBy, reply) -> this.znodes.exists(path, null)
			.send(handle, (code, stat) -> reply.accept(code, (stat != null) ? judgeDelete(stat, version) : null));
		return Operation.recoverable(path, "delete", this.znodes.delete(path, version), recovery);
	}

	Operation<Boolean> ensurePath(String path, List<ACL> acl) {
		return Operation.repeatable(path, "create", (handle, reply) -> new ParentZnodes((parent) -> acl).ensure(handle,
				this.connection.serverPath(path), reply));
	}

	private Request<ZnodeAcl> aclRequest(String path) {
		return (handle, reply) -> handle.requests()
			.getACL(this.connection.serverPath(path), null, (rc, asked, context, acl, stat) -> reply
				.accept(Codes.of(rc), (acl != null && stat != null) ? new ZnodeAcl(acl, stat) : null));
	}

	private static Verdict<Stat> judge(Optional<ZnodeContent> znode, byte @Nullable [] data, int version) {
		return znode.map((found) -> judge(found.stat().getVersion(), version, Arrays.equals(found.payload(), data)))
			.orElseGet(Verdict::unknown);
	}

	private static void judgeAcl(Code code, @Nullable ZnodeAcl found, int version, Request.Reply<Verdict<Stat>> reply) {
		if (code == Code.NONODE) {
			reply.accept(Code.OK, Verdict.unknown());
		}
		else {
			// the server rewrites the scheme "auth", so that entries cannot be compared
			reply.accept(code, (found != null) ? judge(found.stat().getAversion(), version, true) : null);
		}
	}

	// another client may have written the same payload: then the outcome is unknown
	private static Verdict<Stat> judge(int found, int expected, boolean same) {
		if (found == expected) {
			return Verdict.notHappened();
		}
		return (found == expected + 1 && !same) ? Verdict.refused(Code.BADVERSION) : Verdict.unknown();
	}

	private static Verdict<Boolean> judgeDelete(Optional<Stat> stat, int version) {
		if (version == ZnodeRequests.ANY) {
			return stat.isEmpty() ? Verdict.happened(true) : Verdict.notHappened();
		}
		boolean untouched = stat.isPresent() && stat.get().getVersion() == version;
		return untouched ? Verdict.notHappened() : Verdict.unknown();
	}

}
