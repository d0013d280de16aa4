package io.github.zkspring.contender;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkPaths;
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
 * The requests of a contender to its queue. All are sent without waiting, and all answers
 * arrive on the engine loop.
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

	/**
	 * The handle to send with.
	 * @return the handle, {@code null} while not connected
	 */
	@Nullable ZkHandle handle() {
		return this.connection.handle();
	}

	void create(ZkHandle handle, String prefix, byte[] data, Created answer) {
		String path = path(prefix);
		handle.requests()
			.create(path, data, this.connection.acl(path), CreateMode.EPHEMERAL_SEQUENTIAL,
					(rc, asked, context, created, stat) -> this.loop
						.run(() -> answer.accept(Code.get(rc), (created != null) ? ZkPaths.name(created) : "", stat)),
					null);
	}

	void children(ZkHandle handle, BiConsumer<Code, List<String>> answer) {
		handle.requests()
			.getChildren(this.queue, null, (rc, asked, context, names, stat) -> this.loop
				.run(() -> answer.accept(Code.get(rc), (names != null) ? names : List.of())), null);
	}

	void exists(ZkHandle handle, String name, BiConsumer<Code, Stat> answer) {
		handle.requests()
			.exists(path(name), null, (rc, asked, context, stat) -> this.loop
				.run(() -> answer.accept(Code.get(rc), (stat != null) ? stat : new Stat())), null);
	}

	/**
	 * Watch a znode for its next change. Who is told that there is none has no watch.
	 * @param handle the handle to send with
	 * @param name the name of the znode
	 * @param watcher the watcher
	 * @param answer takes the answer
	 */
	void watch(ZkHandle handle, String name, Watcher watcher, BiConsumer<Code, Stat> answer) {
		String path = path(name);
		handle.requests().exists(path, watcher, (rc, asked, context, stat) -> {
			// the server would keep it for ever, for a number does not come twice; the
			// removal of a single watcher does not reach it
			if (rc == Code.NONODE.intValue()) {
				handle.requests().removeAllWatches(path, WatcherType.Data, true, IGNORED, null);
			}
			this.loop.run(() -> answer.accept(Code.get(rc), (stat != null) ? stat : new Stat()));
		}, null);
	}

	/**
	 * Have the server catch up with its leader before it answers what is asked next.
	 * @param handle the handle to send with
	 */
	void sync(ZkHandle handle) {
		handle.requests().sync(this.queue, IGNORED, null);
	}

	void delete(ZkHandle handle, String name, Consumer<Code> answer) {
		handle.requests()
			.delete(path(name), -1, (rc, asked, context) -> this.loop.run(() -> answer.accept(Code.get(rc))), null);
	}

	/**
	 * Create the queue, and what is missing above it.
	 * @param handle the handle to send with
	 * @param answer takes the answer for the queue, or for the parent that could not be
	 * created
	 */
	void createQueue(ZkHandle handle, Consumer<Code> answer) {
		this.parents.create(handle, this.queue, (code) -> this.loop.run(() -> answer.accept(code)));
	}

	String path(String name) {
		return this.queue + "/" + name;
	}

	/**
	 * Takes the answer to a create.
	 */
	@FunctionalInterface
	interface Created {

		void accept(Code code, String name, Stat stat);

	}

}
