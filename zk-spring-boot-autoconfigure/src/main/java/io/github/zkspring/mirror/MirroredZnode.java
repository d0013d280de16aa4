package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.zkspring.client.Backoff;
import io.github.zkspring.client.EngineLoop;
import io.github.zkspring.client.ZkConnection;
import io.github.zkspring.client.ZkHandle;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;

/**
 * One watched path: one persistent watch on the server, and the states that are wanted of
 * it. The watch says that something changed, a read says what.
 *
 * <p>
 * The server keeps no event for a client that is away, and a new session has no watches:
 * every connection is followed by a read, and the watch is set before the first read of a
 * session, so that nothing falls between the two.
 */
class MirroredZnode implements Watcher {

	private static final Log logger = LogFactory.getLog(MirroredZnode.class);

	private final String path;

	private final ZkConnection connection;

	private final EngineLoop loop;

	private final MirroredState<ZnodeSnapshot> data;

	private final MirroredState<ChildrenSnapshot> children;

	private final Backoff watchBackoff = new Backoff();

	/** The session that has the watch, 0 for none. */
	private long watchedBy;

	MirroredZnode(String path, ZkConnection connection, EngineLoop loop) {
		this.path = path;
		this.connection = connection;
		this.loop = loop;
		this.data = new MirroredState<>(this, ZnodeReader.data(path));
		this.children = new MirroredState<>(this, ZnodeReader.children(path));
	}

	String path() {
		return this.path;
	}

	String serverPath() {
		return this.connection.serverPath(this.path);
	}

	MirroredState<ZnodeSnapshot> data() {
		return this.data;
	}

	MirroredState<ChildrenSnapshot> children() {
		return this.children;
	}

	synchronized void locked(Runnable task) {
		task.run();
	}

	synchronized <S extends Snapshot> void addListener(MirroredState<S> state, MirrorListener<S> listener) {
		ZkHandle handle = this.connection.handle();
		if (handle != null) {
			watch(handle);
		}
		state.addListener(listener, handle);
	}

	synchronized <S extends Snapshot> boolean removeListener(MirroredState<S> state, MirrorListener<S> listener) {
		state.removeListener(listener);
		boolean unused = !this.data.hasListeners() && !this.children.hasListeners();
		if (unused) {
			unwatch();
		}
		return unused;
	}

	synchronized void connected(ZkHandle handle) {
		this.watchBackoff.reset();
		watch(handle);
		states().forEach((state) -> state.connected(handle));
	}

	synchronized void disconnected() {
		states().forEach(MirroredState::disconnected);
	}

	void later(Duration delay, Consumer<ZkHandle> task) {
		this.loop.schedule(() -> {
			ZkHandle handle = this.connection.handle();
			if (handle != null) {
				locked(() -> task.accept(handle));
			}
		}, delay);
	}

	@Override
	public synchronized void process(WatchedEvent event) {
		ZkHandle handle = this.connection.handle();
		if (handle == null) {
			return;
		}
		switch (event.getType()) {
			case NodeDataChanged -> this.data.request(handle);
			case NodeChildrenChanged -> this.children.request(handle);
			case NodeCreated, NodeDeleted -> states().forEach((state) -> state.request(handle));
			default -> logger.trace(event);
		}
	}

	private void watch(ZkHandle handle) {
		if (this.watchedBy == handle.sessionId()) {
			return;
		}
		this.watchedBy = handle.sessionId();
		handle.zooKeeper()
			.addWatch(serverPath(), this, AddWatchMode.PERSISTENT,
					(rc, ignored, context) -> locked(() -> watched(handle, Code.get(rc))), null);
	}

	private void watched(ZkHandle handle, Code code) {
		if (code == Code.OK || this.watchedBy != handle.sessionId()) {
			return;
		}
		this.watchedBy = 0;
		if (code != Code.CONNECTIONLOSS && code != Code.SESSIONEXPIRED) {
			states().forEach((state) -> state.failed(code));
			later(this.watchBackoff.next(), this::connectedAgain);
		}
	}

	// a watch that came late has missed what happened before it: read again
	private void connectedAgain(ZkHandle handle) {
		watch(handle);
		states().forEach((state) -> state.request(handle));
	}

	private void unwatch() {
		ZkHandle handle = this.connection.handle();
		if (handle != null && this.watchedBy == handle.sessionId()) {
			handle.zooKeeper()
				.removeWatches(serverPath(), this, WatcherType.Any, true,
						(rc, ignored, context) -> logger.trace("Unwatched " + this.path), null);
		}
		this.watchedBy = 0;
	}

	private Stream<MirroredState<?>> states() {
		return List.<MirroredState<?>>of(this.data, this.children).stream();
	}

}
