package io.github.zkspring.contender;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.ParentZnodes;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.zookeeper.AsyncCallback.VoidCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Sends the asynchronous requests of a contender to its queue. Answers arrive on the
 * event loop.
 */
class QueueRequests {

	private static final VoidCallback IGNORED = (rc, path, context) -> {
	};

	private final String queue;

	private final ZkConnection connection;

	private final ZkEventLoop loop;

	private final ParentZnodes parents;

	QueueRequests(String queue, ZkConnection connection, ZkEventLoop loop) {
		this.queue = connection.serverPath(ZkPaths.validate(queue));
		this.connection = connection;
		this.loop = loop;
		this.parents = new ParentZnodes(connection);
	}

	String queue() {
		return this.queue;
	}

	ZkEventLoop loop() {
		return this.loop;
	}

	/**
	 * Returns the handle to send with.
	 * @return the handle, {@code null} while not connected
	 */
	@Nullable ZkHandle handle() {
		return this.connection.handle();
	}

	void create(ZkHandle handle, String prefix, byte[] data, CreateCallback callback) {
		String path = path(prefix);
		handle.requests()
			.create(path, data, this.connection.acl(path), CreateMode.EPHEMERAL_SEQUENTIAL,
					(rc, requested, context, created, stat) -> this.loop.run(
							() -> callback.accept(Codes.of(rc), (created != null) ? ZkPaths.name(created) : "", stat)));
	}

	void children(ZkHandle handle, BiConsumer<Code, List<String>> callback) {
		handle.requests()
			.getChildren(this.queue, null, (rc, requested, context, names, stat) -> this.loop
				.run(() -> callback.accept(Codes.of(rc), (names != null) ? names : List.of())));
	}

	void exists(ZkHandle handle, String name, BiConsumer<Code, Stat> callback) {
		handle.requests()
			.exists(path(name), null, (rc, requested, context, stat) -> this.loop
				.run(() -> callback.accept(Codes.of(rc), (stat != null) ? stat : new Stat())));
	}

	/**
	 * Watches a znode for its next change. No watch remains when the znode does not
	 * exist.
	 * @param handle the handle to send with
	 * @param name the name of the znode
	 * @param watcher the watcher
	 * @param callback receives the answer
	 */
	void watch(ZkHandle handle, String name, Watcher watcher, BiConsumer<Code, Stat> callback) {
		String path = path(name);
		handle.requests().exists(path, watcher, (rc, requested, context, stat) -> {
			// sequence numbers are not reused, so the server would keep this watch until
			// the session ends; the removal of a single watcher is not sent to the server
			if (rc == Code.NONODE.intValue()) {
				handle.requests().removeAllWatches(path, WatcherType.Data, true, IGNORED);
			}
			this.loop.run(() -> callback.accept(Codes.of(rc), (stat != null) ? stat : new Stat()));
		});
	}

	/**
	 * Makes the server catch up with its leader before it answers the next request.
	 * @param handle the handle to send with
	 */
	void sync(ZkHandle handle) {
		handle.requests().sync(this.queue, IGNORED);
	}

	void delete(ZkHandle handle, String name, Consumer<Code> callback) {
		handle.requests()
			.delete(path(name), -1, (rc, requested, context) -> this.loop.run(() -> callback.accept(Codes.of(rc))));
	}

	/**
	 * Creates the queue and its missing parents.
	 * @param handle the handle to send with
	 * @param callback receives the answer for the queue, or for the parent that could not
	 * be created
	 */
	void createQueue(ZkHandle handle, Consumer<Code> callback) {
		this.parents.create(handle, this.queue, (code) -> this.loop.run(() -> callback.accept(code)));
	}

	String path(String name) {
		return this.queue + "/" + name;
	}

	/**
	 * Callback for the answer to a create.
	 */
	@FunctionalInterface
	interface CreateCallback {

		void accept(Code code, String name, Stat stat);

	}

}
