package io.github.zkspring.client.connection;

import java.util.List;
import java.util.Optional;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The requests that {@link BlockingRequests} send. A znode that does not exist is an
 * answer to the reads.
 */
public class ZnodeRequests {

	/** Any version. */
	public static final int ANY = -1;

	private final ZkConnection connection;

	private final ParentZnodes parents;

	/**
	 * Creates the requests.
	 * @param connection the source of server-side paths and ACLs
	 */
	public ZnodeRequests(ZkConnection connection) {
		this.connection = connection;
		this.parents = new ParentZnodes(connection);
	}

	/**
	 * Reads a payload.
	 * @param path the znode
	 * @param signal is signalled by the next change, {@code null} for no watch
	 * @return the request
	 */
	public Request<Optional<ZnodeContent>> get(String path, @Nullable WaitSignal signal) {
		String serverPath = this.connection.serverPath(path);
		return (handle, reply) -> {
			watching(signal, handle, WatcherType.Data, serverPath);
			handle.requests()
				.getData(serverPath, signal, (rc, asked, context, data, stat) -> answer(reply, Codes.of(rc),
						(stat != null) ? new ZnodeContent(data, stat) : null));
		};
	}

	/**
	 * Reads the state of a znode.
	 * @param path the znode
	 * @param signal is signalled by the next change, including a creation, {@code null}
	 * for no watch
	 * @return the request
	 */
	public Request<Optional<Stat>> exists(String path, @Nullable WaitSignal signal) {
		String serverPath = this.connection.serverPath(path);
		return (handle, reply) -> {
			watching(signal, handle, WatcherType.Data, serverPath);
			handle.requests()
				.exists(serverPath, signal, (rc, asked, context, stat) -> answer(reply, Codes.of(rc), stat));
		};
	}

	/**
	 * Lists the names of the children.
	 * @param path the parent
	 * @param signal is signalled by the next change, {@code null} for no watch
	 * @return the request; without a parent there is neither a list nor a watch
	 */
	public Request<Optional<List<String>>> children(String path, @Nullable WaitSignal signal) {
		String serverPath = this.connection.serverPath(path);
		return (handle, reply) -> {
			watching(signal, handle, WatcherType.Children, serverPath);
			handle.requests()
				.getChildren(serverPath, signal,
						(rc, asked, context, names, stat) -> answer(reply, Codes.of(rc), names));
		};
	}

	/**
	 * Lets the server catch up with the leader.
	 * @param path a path
	 * @return the request
	 */
	public Request<Boolean> sync(String path) {
		return (handle, reply) -> handle.requests()
			.sync(this.connection.serverPath(path), (rc, asked, context) -> reply.accept(Codes.of(rc), true));
	}

	/**
	 * Writes a payload.
	 * @param path the znode
	 * @param data the payload, {@code null} for none
	 * @param version the version to replace, or {@link #ANY}
	 * @return the request
	 */
	public Request<Stat> set(String path, byte @Nullable [] data, int version) {
		return (handle, reply) -> handle.requests()
			.setData(this.connection.serverPath(path), data, version,
					(rc, asked, context, stat) -> reply.accept(Codes.of(rc), stat));
	}

	/**
	 * Creates a znode.
	 * @param path its path
	 * @param data its payload
	 * @param mode its kind
	 * @return the request
	 */
	public Request<Stat> create(String path, byte[] data, CreateMode mode) {
		String serverPath = this.connection.serverPath(path);
		return (handle, reply) -> handle.requests()
			.create(serverPath, data, this.connection.acl(serverPath), mode,
					(rc, asked, context, created, stat) -> reply.accept(Codes.of(rc), stat));
	}

	/**
	 * Creates a container and its missing ancestors.
	 * @param path the path of the container
	 * @return the request; also done if the znode exists
	 */
	public Request<Boolean> ensure(String path) {
		return (handle, reply) -> this.parents.create(handle, this.connection.serverPath(path),
				(code) -> reply.accept(code, true));
	}

	/**
	 * Deletes a znode.
	 * @param path the znode
	 * @param version the version to delete, or {@link #ANY}
	 * @return the request
	 */
	public Request<Boolean> delete(String path, int version) {
		return (handle, reply) -> handle.requests()
			.delete(this.connection.serverPath(path), version,
					(rc, asked, context) -> reply.accept(Codes.of(rc), true));
	}

	/**
	 * Executes all operations or none.
	 * @param operations the operations, on server-side paths
	 * @return the request
	 */
	public Request<List<OpResult>> transaction(List<Op> operations) {
		return (handle, reply) -> handle.requests()
			.multi(operations, (rc, asked, context, results) -> reply.accept(Codes.of(rc), results));
	}

	private static void watching(@Nullable WaitSignal signal, ZkHandle handle, WatcherType type, String serverPath) {
		if (signal != null) {
			signal.watching(handle, type, serverPath);
		}
	}

	private static <T> void answer(Request.Reply<Optional<T>> reply, Code code, @Nullable T found) {
		if (code == Code.NONODE) {
			reply.accept(Code.OK, Optional.empty());
		}
		else {
			reply.accept(code, (found != null) ? Optional.of(found) : null);
		}
	}

}
