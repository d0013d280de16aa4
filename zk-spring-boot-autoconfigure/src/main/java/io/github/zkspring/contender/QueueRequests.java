package io.github.zkspring.contender;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.zkspring.client.EngineLoop;
import io.github.zkspring.client.ParentZnodes;
import io.github.zkspring.client.ZkConnection;
import io.github.zkspring.client.ZkHandle;
import io.github.zkspring.client.ZkPaths;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a contender to its queue. All are sent without waiting, and all answers
 * arrive on the engine loop.
 */
class QueueRequests {

	private static final Log logger = LogFactory.getLog(QueueRequests.class);

	private final String queue;

	private final ZkConnection connection;

	private final EngineLoop loop;

	private final ParentZnodes parents;

	QueueRequests(String queue, ZkConnection connection, EngineLoop loop) {
		this.queue = connection.serverPath(ZkPaths.validate(queue));
		this.connection = connection;
		this.loop = loop;
		this.parents = new ParentZnodes(connection);
	}

	String queue() {
		return this.queue;
	}

	void create(ZkHandle handle, String prefix, byte[] data, Created answer) {
		String path = path(prefix);
		handle.zooKeeper()
			.create(path, data, this.connection.acl(path), CreateMode.EPHEMERAL_SEQUENTIAL,
					(rc, asked, context, created, stat) -> this.loop.execute(
							() -> answer.accept(Code.get(rc), (created != null) ? ZkPaths.name(created) : "", stat)),
					null);
	}

	void children(ZkHandle handle, BiConsumer<Code, List<String>> answer) {
		handle.zooKeeper()
			.getChildren(this.queue, false, (rc, asked, context, names, stat) -> this.loop
				.execute(() -> answer.accept(Code.get(rc), (names != null) ? names : List.of())), null);
	}

	void exists(ZkHandle handle, String name, @Nullable Watcher watcher, BiConsumer<Code, Stat> answer) {
		handle.zooKeeper()
			.exists(path(name), watcher, (rc, asked, context, stat) -> this.loop
				.execute(() -> answer.accept(Code.get(rc), (stat != null) ? stat : new Stat())), null);
	}

	void setData(ZkHandle handle, String name, byte[] data, int version) {
		handle.zooKeeper()
			.setData(path(name), data, version, (rc, asked, context, stat) -> logger.trace(Code.get(rc)), null);
	}

	void delete(ZkHandle handle, String name, Consumer<Code> answer) {
		handle.zooKeeper()
			.delete(path(name), -1, (rc, asked, context) -> this.loop.execute(() -> answer.accept(Code.get(rc))), null);
	}

	/**
	 * Create the queue, and what is missing above it.
	 * @param handle the handle to send with
	 * @param answer takes the answer for the queue, or for the parent that could not be
	 * created
	 */
	void createQueue(ZkHandle handle, Consumer<Code> answer) {
		this.parents.create(handle, this.queue, (code) -> this.loop.execute(() -> answer.accept(code)));
	}

	private String path(String name) {
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
