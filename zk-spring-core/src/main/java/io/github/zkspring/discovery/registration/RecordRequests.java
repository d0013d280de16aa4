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

	private final ZkConnection connection;

	private final ZkEventLoop loop;

	private final ParentZnodes parents;

	private final LongAdder writes = new LongAdder();

	RecordRequests(ZkConnection connection, ZkEventLoop loop) {
		this.connection = connection;
		this.loop = loop;
		this.parents = new ParentZnodes(connection);
	}

	long writes() {
		return this.writes.sum();
	}

	/**
	 * Read the stat of the znode and set a watch, whether or not it exists.
	 * @param handle the handle for the request
	 * @param path the path of the znode
	 * @param watcher receives the next change
	 * @param answer receives the result
	 */
	void check(ZkHandle handle, String path, EngineWatcher watcher, BiConsumer<Code, Stat> answer) {
		handle.requests()
			.exists(path, watcher, (rc, asked, context, stat) -> answered(Codes.of(rc), stat, answer), null);
	}

	/**
	 * Create the record, and its parents if they are missing.
	 * @param handle the handle for the request
	 * @param record the record
	 * @param answer receives the result
	 */
	void create(ZkHandle handle, PublishedRecord record, BiConsumer<Code, Stat> answer) {
		create(handle, record, true, answer);
	}

	private void create(ZkHandle handle, PublishedRecord record, boolean withParents, BiConsumer<Code, Stat> answer) {
		handle.requests()
			.create(record.path(), record.data(), this.connection.acl(record.path()), CreateMode.EPHEMERAL,
					(rc, asked, context, name) -> {
						if (withParents && Codes.of(rc) == Code.NONODE) {
							createParents(handle, record, answer);
						}
						else {
							stored(rc, null, answer);
						}
					}, null);
	}

	private void createParents(ZkHandle handle, PublishedRecord record, BiConsumer<Code, Stat> answer) {
		this.parents.create(handle, ZkPaths.parent(record.path()), (code) -> {
			if (code == Code.OK) {
				create(handle, record, false, answer);
			}
			else {
				answered(code, null, answer);
			}
		});
	}

	/**
	 * Replace a record of an earlier session in one transaction, so that there is always
	 * a record.
	 * @param handle the handle for the request
	 * @param record the new record
	 * @param version the version of the replaced record
	 * @param answer receives the result
	 */
	void replace(ZkHandle handle, PublishedRecord record, int version, BiConsumer<Code, Stat> answer) {
		List<Op> operations = List.of(Op.delete(record.path(), version),
				Op.create(record.path(), record.data(), this.connection.acl(record.path()), CreateMode.EPHEMERAL));
		handle.requests().multi(operations, (rc, asked, context, results) -> stored(rc, null, answer), null);
	}

	void write(ZkHandle handle, PublishedRecord record, int version, BiConsumer<Code, Stat> answer) {
		handle.requests()
			.setData(record.path(), record.data(), version, (rc, asked, context, stat) -> stored(rc, stat, answer),
					null);
	}

	void delete(ZkHandle handle, String path, int version, BiConsumer<Code, Stat> answer) {
		handle.requests().delete(path, version, (rc, asked, context) -> answered(Codes.of(rc), null, answer), null);
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
