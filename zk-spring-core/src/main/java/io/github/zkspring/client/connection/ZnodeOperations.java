package io.github.zkspring.client.connection;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Operation.Recovery;
import io.github.zkspring.client.connection.Operation.Verdict;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Creates the operations on one znode that several features send, with the handling of a
 * lost answer that each of them needs. A znode that does not exist is an answer to the
 * reads.
 */
public class ZnodeOperations {

	/** Any version. */
	public static final int ANY = -1;

	/** The version of a znode that does not exist. */
	private static final int ABSENT = -1;

	private final ZkConnection connection;

	private final ParentZnodes parents;

	/**
	 * Creates the operations of a connection.
	 * @param connection the source of server-side paths and ACLs
	 */
	public ZnodeOperations(ZkConnection connection) {
		this.connection = connection;
		this.parents = new ParentZnodes(connection);
	}

	/**
	 * Reads a payload.
	 * @param path the znode
	 * @return the operation
	 */
	public Operation<Optional<ZnodeContent>> get(String path) {
		return get(path, null);
	}

	/**
	 * Reads a payload.
	 * @param path the znode
	 * @param signal is signalled by the next change, {@code null} for no watch
	 * @return the operation
	 */
	public Operation<Optional<ZnodeContent>> get(String path, @Nullable WaitSignal signal) {
		String serverPath = this.connection.serverPath(path);
		return find(path, (handle, reply) -> {
			watching(signal, handle, WatcherType.Data, serverPath);
			handle.requests()
				.getData(serverPath, signal, (rc, asked, context, data, stat) -> reply.accept(Codes.of(rc),
						(stat != null) ? new ZnodeContent(data, stat) : null));
		});
	}

	/**
	 * Reads the state of a znode.
	 * @param path the znode
	 * @return the operation
	 */
	public Operation<Optional<Stat>> exists(String path) {
		return exists(path, null);
	}

	/**
	 * Reads the state of a znode.
	 * @param path the znode
	 * @param signal is signalled by the next change, including a creation, {@code null}
	 * for no watch
	 * @return the operation
	 */
	public Operation<Optional<Stat>> exists(String path, @Nullable WaitSignal signal) {
		String serverPath = this.connection.serverPath(path);
		return find(path, (handle, reply) -> {
			watching(signal, handle, WatcherType.Data, serverPath);
			handle.requests()
				.exists(serverPath, signal, (rc, asked, context, stat) -> reply.accept(Codes.of(rc), stat));
		});
	}

	/**
	 * Lists the names of the children.
	 * @param path the parent
	 * @return the operation
	 */
	public Operation<Optional<List<String>>> children(String path) {
		return find(path, list(path, null));
	}

	/**
	 * Lists the names of the children. A missing parent is created as a container,
	 * because the watch needs one.
	 * @param path the parent
	 * @param signal is signalled by the next change
	 * @return the operation
	 */
	public Operation<List<String>> children(String path, WaitSignal signal) {
		return Operation.read(path, withParent(path, list(path, signal)));
	}

	private Request<List<String>> list(String path, @Nullable WaitSignal signal) {
		String serverPath = this.connection.serverPath(path);
		return (handle, reply) -> {
			watching(signal, handle, WatcherType.Children, serverPath);
			handle.requests()
				.getChildren(serverPath, signal,
						(rc, asked, context, names, stat) -> reply.accept(Codes.of(rc), names));
		};
	}

	/**
	 * Lets the server catch up with the leader.
	 * @param path a path
	 * @return the operation
	 */
	public Operation<Boolean> sync(String path) {
		return Operation.read(path, (handle, reply) -> handle.requests()
			.sync(this.connection.serverPath(path), (rc, asked, context) -> reply.accept(Codes.of(rc), true)));
	}

	/**
	 * Writes a payload. Without a version, the write is repeated after a lost answer.
	 * @param path the znode
	 * @param data the payload, {@code null} for none
	 * @param version the version to replace, or {@link #ANY}
	 * @return the operation
	 */
	public Operation<Stat> set(String path, byte @Nullable [] data, int version) {
		Request<Stat> request = (handle, reply) -> handle.requests()
			.setData(this.connection.serverPath(path), data, version,
					(rc, asked, context, stat) -> reply.accept(Codes.of(rc), stat));
		return (version == ANY) ? Operation.repeatable(path, "write to", request)
				: Operation.recoverable(path, "write to", request, written(path, data, version));
	}

	/**
	 * Creates a persistent znode, and its parent as a container if that is missing.
	 * @param path its path
	 * @param data its payload
	 * @return the operation
	 */
	public Operation<Stat> create(String path, byte[] data) {
		return Operation.recoverable(path, "create", createRequest(path, data, CreateMode.PERSISTENT),
				written(path, data, ABSENT));
	}

	/**
	 * Creates a znode, and its parent as a container if that is missing.
	 * @param path its path
	 * @param data its payload
	 * @param mode its kind
	 * @return the request
	 */
	public Request<Stat> createRequest(String path, byte[] data, CreateMode mode) {
		String serverPath = this.connection.serverPath(path);
		return withParent(ZkPaths.parent(path),
				(handle, reply) -> handle.requests()
					.create(serverPath, data, this.connection.acl(serverPath), mode,
							(rc, asked, context, created, stat) -> reply.accept(Codes.of(rc), stat)));
	}

	/**
	 * Deletes a znode. Without a version, a znode that is missing after a lost answer
	 * counts as deleted, whichever client deleted it.
	 * @param path the znode
	 * @param version the version to delete, or {@link #ANY}
	 * @return the operation
	 */
	public Operation<Boolean> delete(String path, int version) {
		return Operation.recoverable(path, "delete", deleteRequest(path, version),
				Recovery.from(exists(path), (stat) -> {
					if (version == ANY && stat.isEmpty()) {
						return Verdict.happened(true);
					}
					boolean untouched = stat.isPresent() && (version == ANY || stat.get().getVersion() == version);
					return untouched ? Verdict.notHappened() : Verdict.unknown();
				}));
	}

	/**
	 * Deletes a znode.
	 * @param path the znode
	 * @param version the version to delete, or {@link #ANY}
	 * @return the request
	 */
	public Request<Boolean> deleteRequest(String path, int version) {
		return (handle, reply) -> handle.requests()
			.delete(this.connection.serverPath(path), version,
					(rc, asked, context) -> reply.accept(Codes.of(rc), true));
	}

	/**
	 * Runs a transaction.
	 * @param operations its parts
	 * @return the request
	 */
	public Request<List<OpResult>> transaction(List<Op> operations) {
		return (handle, reply) -> handle.requests()
			.multi(operations, (rc, asked, context, results) -> reply.accept(Codes.of(rc), results));
	}

	/**
	 * Creates a missing parent as a container when a request is refused without it, and
	 * sends the request again.
	 * @param <R> the type of the result
	 * @param parent the parent
	 * @param request the request
	 * @return the request with its parent
	 */
	public <R> Request<R> withParent(String parent, Request<R> request) {
		return (handle, reply) -> request.send(handle, (code, result) -> {
			if (code != Code.NONODE) {
				reply.accept(code, result);
				return;
			}
			this.parents.create(handle, this.connection.serverPath(parent), (created) -> {
				if (created == Code.OK) {
					withParent(parent, request).send(handle, reply);
				}
				else {
					reply.accept(created, null);
				}
			});
		});
	}

	private Recovery<Stat> written(String path, byte @Nullable [] data, int expected) {
		return Recovery.from(get(path), (znode) -> {
			int found = znode.map((content) -> content.stat().getVersion()).orElse(ABSENT);
			if (found == expected) {
				return Verdict.notHappened();
			}
			// another client may have written the same payload: then the outcome is
			// unknown
			boolean overtaken = found == expected + 1 && !Arrays.equals(znode.orElseThrow().payload(), data);
			return overtaken ? Verdict.refused((expected == ABSENT) ? Code.NODEEXISTS : Code.BADVERSION)
					: Verdict.unknown();
		});
	}

	private static <T> Operation<Optional<T>> find(String path, Request<T> request) {
		return Operation.read(path, (handle, reply) -> request.send(handle, (code, found) -> {
			if (code == Code.NONODE) {
				reply.accept(Code.OK, Optional.empty());
			}
			else {
				reply.accept(code, (found != null) ? Optional.of(found) : null);
			}
		}));
	}

	private static void watching(@Nullable WaitSignal signal, ZkHandle handle, WatcherType type, String serverPath) {
		if (signal != null) {
			signal.watching(handle, type, serverPath);
		}
	}

}
