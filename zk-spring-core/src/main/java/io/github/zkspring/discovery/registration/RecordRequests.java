package io.github.zkspring.discovery.registration;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.ParentZnodes;
import io.github.zkspring.client.connection.TrackingZooKeeper.EngineWatcher;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous requests for a record. The answers are delivered on the event loop, with
 * an empty stat where the server returns none.
 */
class RecordRequests {

	private final String path;

	private final ZkConnection connection;

	private final ZkEventLoop loop;

	private final ParentZnodes parents;

	private final LongAdder writes = new LongAdder();

	RecordRequests(String path, ZkConnection connection, ZkEventLoop loop) {
		this.path = path;
		this.connection = connection;
		this.loop = loop;
		this.parents = new ParentZnodes(connection);
	}

	long writes() {
		return this.writes.sum();
	}

	/**
	 * Reads the stat of the znode and sets a watch, whether or not it exists.
	 * @param handle the handle for the request
	 * @param watcher receives the next change
	 * @param answer receives the result
	 */
	void check(ZkHandle handle, EngineWatcher watcher, BiConsumer<Code, Stat> answer) {
		handle.requests()
			.exists(this.path, watcher, (rc, asked, context, stat) -> answered(Codes.of(rc), stat, answer));
	}

	/**
	 * Creates the record, and its parents if they are missing.
	 * @param handle the handle for the request
	 * @param data the bytes of the record
	 * @param answer receives the result
	 */
	void create(ZkHandle handle, byte[] data, BiConsumer<Code, Stat> answer) {
		create(handle, data, true, answer);
	}

	private void create(ZkHandle handle, byte[] data, boolean withParents, BiConsumer<Code, Stat> answer) {
		handle.requests()
			.create(this.path, data, this.connection.acl(this.path), CreateMode.EPHEMERAL,
					(rc, asked, context, name, stat) -> {
						if (withParents && Codes.of(rc) == Code.NONODE) {
							createParents(handle, data, answer);
						}
						else {
							stored(rc, null, answer);
						}
					});
	}

	private void createParents(ZkHandle handle, byte[] data, BiConsumer<Code, Stat> answer) {
		this.parents.create(handle, ZkPaths.parent(this.path), (code) -> {
			if (code == Code.OK) {
				create(handle, data, false, answer);
			}
			else {
				answered(code, null, answer);
			}
		});
	}

	/**
	 * Replaces a record of an earlier session in one transaction, so that there is always
	 * a record.
	 * @param handle the handle for the request
	 * @param data the bytes of the new record
	 * @param version the version of the replaced record
	 * @param answer receives the result
	 */
	void replace(ZkHandle handle, byte[] data, int version, BiConsumer<Code, Stat> answer) {
		List<Op> operations = List.of(Op.delete(this.path, version),
				Op.create(this.path, data, this.connection.acl(this.path), CreateMode.EPHEMERAL));
		handle.requests().multi(operations, (rc, asked, context, results) -> stored(rc, null, answer));
	}

	void write(ZkHandle handle, byte[] data, int version, BiConsumer<Code, Stat> answer) {
		handle.requests().setData(this.path, data, version, (rc, asked, context, stat) -> stored(rc, stat, answer));
	}

	void delete(ZkHandle handle, int version, BiConsumer<Code, Stat> answer) {
		handle.requests().delete(this.path, version, (rc, asked, context) -> answered(Codes.of(rc), null, answer));
	}

	private void stored(int rc, @Nullable Stat stat, BiConsumer<Code, Stat> answer) {
		Code code = Codes.of(rc);
		if (code == Code.OK) {
			this.writes.increment();
		}
		answered(code, stat, answer);
	}

	private void answered(Code code, @Nullable Stat stat, BiConsumer<Code, Stat> answer) {
		this.loop.execute(() -> answer.accept(code, (stat != null) ? stat : new Stat()));
	}

}
