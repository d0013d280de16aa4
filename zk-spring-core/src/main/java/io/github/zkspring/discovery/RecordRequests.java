package io.github.zkspring.discovery;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.EngineWatcher;
import io.github.zkspring.client.connection.ParentZnodes;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.Stat;

/**
 * The requests about one record. All are sent without waiting, and all answers arrive on
 * the engine loop.
 */
class RecordRequests {

	private final ZkConnection connection;

	private final ZkEventLoop loop;

	private final ParentZnodes parents;

	private final LongAdder written = new LongAdder();

	RecordRequests(ZkConnection connection, ZkEventLoop loop) {
		this.connection = connection;
		this.loop = loop;
		this.parents = new ParentZnodes(connection);
	}

	long written() {
		return this.written.sum();
	}

	/**
	 * Look at the znode, and watch it from then on, existing or not.
	 * @param handle the handle to send with
	 * @param path the znode
	 * @param watcher is told about the next change
	 * @param answer takes the stat, an empty one for nothing
	 */
	void look(ZkHandle handle, String path, EngineWatcher watcher, BiConsumer<Code, Stat> answer) {
		handle.requests()
			.exists(path, watcher, (rc, asked, context, stat) -> this.loop
				.execute(() -> answer.accept(Code.get(rc), (stat != null) ? stat : new Stat())), null);
	}

	/**
	 * Create the znode, and its parent where that is missing.
	 * @param handle the handle to send with
	 * @param wanted the record
	 * @param answer takes the answer
	 */
	void create(ZkHandle handle, OwnRecord wanted, Consumer<Code> answer) {
		create(handle, wanted, (rc, asked, context, name) -> {
			if (Code.get(rc) == Code.NONODE) {
				this.parents.create(handle, ZkPaths.parent(wanted.path()),
						(code) -> createBelow(code, handle, wanted, answer));
			}
			else {
				stored(rc, answer);
			}
		});
	}

	private void createBelow(Code parent, ZkHandle handle, OwnRecord wanted, Consumer<Code> answer) {
		if (parent == Code.OK) {
			create(handle, wanted, (rc, asked, context, name) -> stored(rc, answer));
		}
		else {
			answered(parent.intValue(), answer);
		}
	}

	private void create(ZkHandle handle, OwnRecord wanted, AsyncCallback.StringCallback answer) {
		handle.requests()
			.create(wanted.path(), wanted.data(), this.connection.acl(wanted.path()), CreateMode.EPHEMERAL, answer,
					null);
	}

	/**
	 * Put a record in the place of another one, in one step: nobody sees that there is
	 * none.
	 * @param handle the handle to send with
	 * @param wanted the record
	 * @param version the version of the one that goes
	 * @param answer takes the answer
	 */
	void replace(ZkHandle handle, OwnRecord wanted, int version, Consumer<Code> answer) {
		List<Op> steps = List.of(Op.delete(wanted.path(), version),
				Op.create(wanted.path(), wanted.data(), this.connection.acl(wanted.path()), CreateMode.EPHEMERAL));
		handle.requests().multi(steps, (rc, asked, context, results) -> stored(rc, answer), null);
	}

	void write(ZkHandle handle, OwnRecord wanted, int version, BiConsumer<Code, Stat> answer) {
		handle.requests()
			.setData(wanted.path(), wanted.data(), version, (rc, asked, context, stat) -> stored(rc,
					(code) -> answer.accept(code, (stat != null) ? stat : new Stat())), null);
	}

	void delete(ZkHandle handle, String path, int version, Consumer<Code> answer) {
		handle.requests().delete(path, version, (rc, asked, context) -> answered(rc, answer), null);
	}

	private void stored(int rc, Consumer<Code> answer) {
		if (Code.get(rc) == Code.OK) {
			this.written.increment();
		}
		answered(rc, answer);
	}

	private void answered(int rc, Consumer<Code> answer) {
		this.loop.execute(() -> answer.accept(Code.get(rc)));
	}

}
