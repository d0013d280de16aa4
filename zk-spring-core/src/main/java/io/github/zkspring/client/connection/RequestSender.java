package io.github.zkspring.client.connection;

import java.util.List;

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
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of the features: each method is the asynchronous one of
 * {@link ZooKeeper} with that name and those arguments. While somebody listens, it is
 * measured; while nobody does, the request goes through as it is.
 */
public final class RequestSender {

	private final ZooKeeper zooKeeper;

	private final RequestListeners listeners;

	/**
	 * Create a sender.
	 * @param zooKeeper the handle to send with
	 * @param listeners are told of what was sent
	 */
	RequestSender(ZooKeeper zooKeeper, RequestListeners listeners) {
		this.zooKeeper = zooKeeper;
		this.listeners = listeners;
	}

	private @Nullable SentRequest begin(String operation, long bytes) {
		return this.listeners.isEmpty() ? null : SentRequest.now(operation, bytes, this.listeners);
	}

	public void getData(String path, @Nullable Watcher watcher, DataCallback answer, @Nullable Object tag) {
		SentRequest sent = begin("getData", 0);
		this.zooKeeper.getData(path, watcher, (sent != null) ? (rc, asked, context, data, stat) -> {
			sent.answered(rc, SentRequest.length(data));
			answer.processResult(rc, asked, context, data, stat);
		} : answer, tag);
	}

	public void exists(String path, @Nullable Watcher watcher, StatCallback answer, @Nullable Object tag) {
		SentRequest sent = begin("exists", 0);
		this.zooKeeper.exists(path, watcher, (sent != null) ? (rc, asked, context, stat) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, asked, context, stat);
		} : answer, tag);
	}

	public void getChildren(String path, @Nullable Watcher watcher, ChildrenCallback answer, @Nullable Object tag) {
		SentRequest sent = begin("getChildren", 0);
		this.zooKeeper.getChildren(path, watcher, (sent != null) ? (rc, asked, context, names) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, asked, context, names);
		} : answer, tag);
	}

	public void getChildren(String path, @Nullable Watcher watcher, Children2Callback answer, @Nullable Object tag) {
		SentRequest sent = begin("getChildren", 0);
		this.zooKeeper.getChildren(path, watcher, (sent != null) ? (rc, asked, context, names, stat) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, asked, context, names, stat);
		} : answer, tag);
	}

	public void getACL(String path, @Nullable Stat stat, ACLCallback answer, @Nullable Object tag) {
		SentRequest sent = begin("getAcl", 0);
		this.zooKeeper.getACL(path, stat, (sent != null) ? (rc, asked, context, acl, found) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, asked, context, acl, found);
		} : answer, tag);
	}

	public void create(String path, byte @Nullable [] data, List<ACL> acl, CreateMode mode, StringCallback answer,
			@Nullable Object tag) {
		SentRequest sent = begin("create", SentRequest.length(data));
		this.zooKeeper.create(path, data, acl, mode, (sent != null) ? (rc, asked, context, name) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, asked, context, name);
		} : answer, tag);
	}

	public void create(String path, byte @Nullable [] data, List<ACL> acl, CreateMode mode, Create2Callback answer,
			@Nullable Object tag) {
		SentRequest sent = begin("create", SentRequest.length(data));
		this.zooKeeper.create(path, data, acl, mode, (sent != null) ? (rc, asked, context, name, stat) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, asked, context, name, stat);
		} : answer, tag);
	}

	public void create(String path, byte @Nullable [] data, List<ACL> acl, CreateMode mode, Create2Callback answer,
			@Nullable Object tag, long ttl) {
		SentRequest sent = begin("create", SentRequest.length(data));
		this.zooKeeper.create(path, data, acl, mode, (sent != null) ? (rc, asked, context, name, stat) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, asked, context, name, stat);
		} : answer, tag, ttl);
	}

	public void setData(String path, byte @Nullable [] data, int version, StatCallback answer, @Nullable Object tag) {
		SentRequest sent = begin("setData", SentRequest.length(data));
		this.zooKeeper.setData(path, data, version, (sent != null) ? (rc, asked, context, stat) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, asked, context, stat);
		} : answer, tag);
	}

	public void setACL(String path, List<ACL> acl, int version, StatCallback answer, @Nullable Object tag) {
		SentRequest sent = begin("setAcl", 0);
		this.zooKeeper.setACL(path, acl, version, (sent != null) ? (rc, asked, context, stat) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, asked, context, stat);
		} : answer, tag);
	}

	public void delete(String path, int version, VoidCallback answer, @Nullable Object tag) {
		SentRequest sent = begin("delete", 0);
		this.zooKeeper.delete(path, version, (sent != null) ? (rc, asked, context) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, asked, context);
		} : answer, tag);
	}

	public void multi(List<Op> operations, MultiCallback answer, @Nullable Object tag) {
		SentRequest sent = begin("multi", this.listeners.isEmpty() ? 0 : SentRequest.length(operations));
		this.zooKeeper.multi(operations, (sent != null) ? (rc, asked, context, results) -> {
			sent.answered(rc, SentRequest.received(results));
			answer.processResult(rc, asked, context, results);
		} : answer, tag);
	}

	public void sync(String path, VoidCallback answer, @Nullable Object tag) {
		SentRequest sent = begin("sync", 0);
		this.zooKeeper.sync(path, (sent != null) ? (rc, asked, context) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, asked, context);
		} : answer, tag);
	}

	public void addWatch(String path, Watcher watcher, AddWatchMode mode, VoidCallback answer, @Nullable Object tag) {
		SentRequest sent = begin("addWatch", 0);
		this.zooKeeper.addWatch(path, watcher, mode, (sent != null) ? (rc, asked, context) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, asked, context);
		} : answer, tag);
	}

	public void removeWatches(String path, Watcher watcher, WatcherType type, boolean local, VoidCallback answer,
			@Nullable Object tag) {
		SentRequest sent = begin("removeWatches", 0);
		this.zooKeeper.removeWatches(path, watcher, type, local, (sent != null) ? (rc, asked, context) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, asked, context);
		} : answer, tag);
	}

	public void removeAllWatches(String path, WatcherType type, boolean local, VoidCallback answer,
			@Nullable Object tag) {
		SentRequest sent = begin("removeWatches", 0);
		this.zooKeeper.removeAllWatches(path, type, local, (sent != null) ? (rc, asked, context) -> {
			sent.answered(rc, 0);
			answer.processResult(rc, asked, context);
		} : answer, tag);
	}

}
