package io.github.zkspring.client.connection;

import java.util.List;

import io.github.zkspring.client.support.Listeners;
import org.apache.jute.Record;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.AsyncCallback.ACLCallback;
import org.apache.zookeeper.AsyncCallback.Children2Callback;
import org.apache.zookeeper.AsyncCallback.Create2Callback;
import org.apache.zookeeper.AsyncCallback.DataCallback;
import org.apache.zookeeper.AsyncCallback.MultiCallback;
import org.apache.zookeeper.AsyncCallback.StatCallback;
import org.apache.zookeeper.AsyncCallback.VoidCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
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
 * with the same name and arguments, without its context, and measures the answer for the
 * listeners.
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
		Measurement sent = begin("getData", 0);
		this.zooKeeper.getData(path, watcher, (rc, asked, context, data, stat) -> {
			sent.answered(rc, length(data));
			answer.processResult(rc, asked, context, data, stat);
		}, null);
	}

	public void exists(String path, @Nullable Watcher watcher, StatCallback answer) {
		this.zooKeeper.exists(path, watcher, measured(begin("exists", 0), answer), null);
	}

	public void getChildren(String path, @Nullable Watcher watcher, Children2Callback answer) {
		Measurement sent = begin("getChildren", 0);
		this.zooKeeper.getChildren(path, watcher, (rc, asked, context, names, stat) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, asked, context, names, stat);
		}, null);
	}

	public void getACL(String path, @Nullable Stat stat, ACLCallback answer) {
		Measurement sent = begin("getAcl", 0);
		this.zooKeeper.getACL(path, stat, (rc, asked, context, acl, found) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, asked, context, acl, found);
		}, null);
	}

	public void create(String path, byte @Nullable [] data, List<ACL> acl, CreateMode mode, Create2Callback answer) {
		create(path, data, acl, mode, answer, -1);
	}

	public void create(String path, byte @Nullable [] data, List<ACL> acl, CreateMode mode, Create2Callback answer,
			long ttl) {
		Measurement sent = begin("create", length(data));
		this.zooKeeper.create(path, data, acl, mode, (rc, asked, context, name, stat) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, asked, context, name, stat);
		}, null, ttl);
	}

	public void setData(String path, byte @Nullable [] data, int version, StatCallback answer) {
		this.zooKeeper.setData(path, data, version, measured(begin("setData", length(data)), answer), null);
	}

	public void setACL(String path, List<ACL> acl, int version, StatCallback answer) {
		this.zooKeeper.setACL(path, acl, version, measured(begin("setAcl", 0), answer), null);
	}

	public void delete(String path, int version, VoidCallback answer) {
		this.zooKeeper.delete(path, version, measured("delete", answer), null);
	}

	public void multi(List<Op> operations, MultiCallback answer) {
		Measurement sent = begin("multi", this.listeners.isEmpty() ? 0 : length(operations));
		this.zooKeeper.multi(operations, (rc, asked, context, results) -> {
			sent.answered(rc, received(results));
			answer.processResult(rc, asked, context, results);
		}, null);
	}

	public void sync(String path, VoidCallback answer) {
		this.zooKeeper.sync(path, measured("sync", answer), null);
	}

	public void addWatch(String path, Watcher watcher, AddWatchMode mode, VoidCallback answer) {
		this.zooKeeper.addWatch(path, watcher, mode, measured("addWatch", answer), null);
	}

	public void removeWatches(String path, Watcher watcher, WatcherType type, boolean local, VoidCallback answer) {
		this.zooKeeper.removeWatches(path, watcher, type, local, measured("removeWatches", answer), null);
	}

	public void removeAllWatches(String path, WatcherType type, boolean local, VoidCallback answer) {
		this.zooKeeper.removeAllWatches(path, type, local, measured("removeWatches", answer), null);
	}

	private static StatCallback measured(Measurement sent, StatCallback answer) {
		return (rc, path, context, stat) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, path, context, stat);
		};
	}

	private VoidCallback measured(String operation, VoidCallback answer) {
		Measurement sent = begin(operation, 0);
		return (rc, path, context) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, path, context);
		};
	}

	private Measurement begin(String operation, long bytes) {
		return new Measurement(operation, bytes, System.nanoTime(), this.listeners);
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

	/**
	 * Listener for the requests of all features, notified when a request is answered or
	 * fails. Called on a thread of ZooKeeper before the feature handles the answer:
	 * implementations count and return.
	 */
	@FunctionalInterface
	public interface RequestListener {

		/**
		 * A request was answered or failed.
		 * @param operation the operation, as ZooKeeper's client names it:
		 * {@code getData}, {@code multi}
		 * @param outcome the result code, also of a missing answer
		 * @param nanos the time since the request was sent
		 * @param bytes the length of the payloads
		 */
		void completed(String operation, Code outcome, long nanos, Bytes bytes);

		/**
		 * The size of the payloads of a request, without paths, ACLs and headers.
		 *
		 * @param sent the bytes sent
		 * @param received the bytes received
		 */
		record Bytes(long sent, long received) {

		}

	}

}
