package io.github.zkspring.client.connection;

import java.util.List;

import io.github.zkspring.client.support.Listeners;
import org.apache.jute.Record;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.AsyncCallback.ACLCallback;
import org.apache.zookeeper.AsyncCallback.Children2Callback;
import org.apache.zookeeper.AsyncCallback.ChildrenCallback;
import org.apache.zookeeper.AsyncCallback.Create2Callback;
import org.apache.zookeeper.AsyncCallback.DataCallback;
import org.apache.zookeeper.AsyncCallback.MultiCallback;
import org.apache.zookeeper.AsyncCallback.StatCallback;
import org.apache.zookeeper.AsyncCallback.StringCallback;
import org.apache.zookeeper.AsyncCallback.VoidCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.CreateTTLRequest;
import org.apache.zookeeper.proto.SetDataRequest;
import org.jspecify.annotations.Nullable;

/**
 * Sends asynchronous requests: each method corresponds to the method of {@link ZooKeeper}
 * with the same name and arguments, without its context. Requests are measured while
 * there are listeners, and passed on unchanged otherwise.
 */
public final class RequestSender {

	private final ZooKeeper zooKeeper;

	private final Listeners<RequestListener> listeners;

	/**
	 * Creates a sender.
	 * @param zooKeeper the handle to send with
	 * @param listeners are notified of answered requests
	 */
	RequestSender(ZooKeeper zooKeeper, Listeners<RequestListener> listeners) {
		this.zooKeeper = zooKeeper;
		this.listeners = listeners;
	}

	public void getData(String path, @Nullable Watcher watcher, DataCallback answer) {
		this.zooKeeper.getData(path, watcher, measured("getData", 0, answer), null);
	}

	public void exists(String path, @Nullable Watcher watcher, StatCallback answer) {
		this.zooKeeper.exists(path, watcher, measured("exists", 0, answer), null);
	}

	public void getChildren(String path, @Nullable Watcher watcher, ChildrenCallback answer) {
		this.zooKeeper.getChildren(path, watcher, measured("getChildren", 0, answer), null);
	}

	public void getChildren(String path, @Nullable Watcher watcher, Children2Callback answer) {
		this.zooKeeper.getChildren(path, watcher, measured("getChildren", 0, answer), null);
	}

	public void getACL(String path, @Nullable Stat stat, ACLCallback answer) {
		this.zooKeeper.getACL(path, stat, measured("getAcl", 0, answer), null);
	}

	public void create(String path, byte @Nullable [] data, List<ACL> acl, CreateMode mode, StringCallback answer) {
		this.zooKeeper.create(path, data, acl, mode, measured("create", length(data), answer), null);
	}

	public void create(String path, byte @Nullable [] data, List<ACL> acl, CreateMode mode, Create2Callback answer) {
		this.zooKeeper.create(path, data, acl, mode, measured("create", length(data), answer), null);
	}

	public void create(String path, byte @Nullable [] data, List<ACL> acl, CreateMode mode, Create2Callback answer,
			long ttl) {
		this.zooKeeper.create(path, data, acl, mode, measured("create", length(data), answer), null, ttl);
	}

	public void setData(String path, byte @Nullable [] data, int version, StatCallback answer) {
		this.zooKeeper.setData(path, data, version, measured("setData", length(data), answer), null);
	}

	public void setACL(String path, List<ACL> acl, int version, StatCallback answer) {
		this.zooKeeper.setACL(path, acl, version, measured("setAcl", 0, answer), null);
	}

	public void delete(String path, int version, VoidCallback answer) {
		this.zooKeeper.delete(path, version, measured("delete", 0, answer), null);
	}

	public void multi(List<Op> operations, MultiCallback answer) {
		this.zooKeeper.multi(operations, measured("multi", this.listeners.isEmpty() ? 0 : length(operations), answer),
				null);
	}

	public void sync(String path, VoidCallback answer) {
		this.zooKeeper.sync(path, measured("sync", 0, answer), null);
	}

	public void addWatch(String path, Watcher watcher, AddWatchMode mode, VoidCallback answer) {
		this.zooKeeper.addWatch(path, watcher, mode, measured("addWatch", 0, answer), null);
	}

	public void removeWatches(String path, Watcher watcher, WatcherType type, boolean local, VoidCallback answer) {
		this.zooKeeper.removeWatches(path, watcher, type, local, measured("removeWatches", 0, answer), null);
	}

	public void removeAllWatches(String path, WatcherType type, boolean local, VoidCallback answer) {
		this.zooKeeper.removeAllWatches(path, type, local, measured("removeWatches", 0, answer), null);
	}

	private DataCallback measured(String operation, long bytes, DataCallback answer) {
		Measurement sent = begin(operation, bytes);
		return (sent != null) ? (rc, path, context, data, stat) -> {
			sent.answered(rc, length(data));
			answer.processResult(rc, path, context, data, stat);
		} : answer;
	}

	private StatCallback measured(String operation, long bytes, StatCallback answer) {
		Measurement sent = begin(operation, bytes);
		return (sent != null) ? (rc, path, context, stat) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, path, context, stat);
		} : answer;
	}

	private ChildrenCallback measured(String operation, long bytes, ChildrenCallback answer) {
		Measurement sent = begin(operation, bytes);
		return (sent != null) ? (rc, path, context, names) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, path, context, names);
		} : answer;
	}

	private Children2Callback measured(String operation, long bytes, Children2Callback answer) {
		Measurement sent = begin(operation, bytes);
		return (sent != null) ? (rc, path, context, names, stat) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, path, context, names, stat);
		} : answer;
	}

	private ACLCallback measured(String operation, long bytes, ACLCallback answer) {
		Measurement sent = begin(operation, bytes);
		return (sent != null) ? (rc, path, context, acl, stat) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, path, context, acl, stat);
		} : answer;
	}

	private StringCallback measured(String operation, long bytes, StringCallback answer) {
		Measurement sent = begin(operation, bytes);
		return (sent != null) ? (rc, path, context, name) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, path, context, name);
		} : answer;
	}

	private Create2Callback measured(String operation, long bytes, Create2Callback answer) {
		Measurement sent = begin(operation, bytes);
		return (sent != null) ? (rc, path, context, name, stat) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, path, context, name, stat);
		} : answer;
	}

	private VoidCallback measured(String operation, long bytes, VoidCallback answer) {
		Measurement sent = begin(operation, bytes);
		return (sent != null) ? (rc, path, context) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, path, context);
		} : answer;
	}

	private MultiCallback measured(String operation, long bytes, MultiCallback answer) {
		Measurement sent = begin(operation, bytes);
		return (sent != null) ? (rc, path, context, results) -> {
			sent.answered(rc, received(results));
			answer.processResult(rc, path, context, results);
		} : answer;
	}

	private @Nullable Measurement begin(String operation, long bytes) {
		return this.listeners.isEmpty() ? null : new Measurement(operation, bytes, System.nanoTime(), this.listeners);
	}

	private static int length(byte @Nullable [] data) {
		return (data != null) ? data.length : 0;
	}

	private static long length(Iterable<Op> operations) {
		long length = 0;
		for (Op operation : operations) {
			length += length(operation.toRequestRecord());
		}
		return length;
	}

	private static int length(Record request) {
		if (request instanceof CreateRequest create) {
			return length(create.getData());
		}
		if (request instanceof CreateTTLRequest create) {
			return length(create.getData());
		}
		return (request instanceof SetDataRequest write) ? length(write.getData()) : 0;
	}

	private static long received(@Nullable List<OpResult> results) {
		long length = 0;
		for (OpResult result : (results != null) ? results : List.<OpResult>of()) {
			length += (result instanceof OpResult.GetDataResult read) ? length(read.getData()) : 0;
		}
		return length;
	}

	/**
	 * A request that is measured until its answer.
	 *
	 * @param operation the name of the operation
	 * @param bytes the length of the payloads sent
	 * @param begin when it was sent
	 * @param listeners the listeners to notify
	 */
	private record Measurement(String operation, long bytes, long begin, Listeners<RequestListener> listeners) {

		private void answered(int rc, long received) {
			long nanos = System.nanoTime() - this.begin;
			RequestListener.Bytes payloads = new RequestListener.Bytes(this.bytes, received);
			this.listeners
				.notifyListeners((listener) -> listener.completed(this.operation, Codes.of(rc), nanos, payloads));
		}

	}

}
