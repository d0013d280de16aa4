package io.github.zkspring.mirror;

import java.util.function.Supplier;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.zookeeper.Watcher.WatcherType;

/**
 * What the subscriptions of the mirror stand on: states are attached to and detached from
 * here, and watches go with the last who wanted them. Guarded by the lock of the mirror.
 */
class MirrorCore {

	private final MirrorLink link;

	private final ReadQueue queue;

	private final Znodes znodes = new Znodes();

	private final Trees trees = new Trees();

	private final RecursiveWatches recursive;

	private boolean held;

	MirrorCore(ZkConnection connection, ZkEventLoop loop, long maxPayload) {
		this.link = new MirrorLink(connection, loop, new EventRouter(this));
		this.queue = new ReadQueue(this.link, new ReadLimits(maxPayload), this.trees);
		this.recursive = new RecursiveWatches(this.link, this::coverageChanged);
	}

	MirrorLink link() {
		return this.link;
	}

	ReadQueue queue() {
		return this.queue;
	}

	Znodes znodes() {
		return this.znodes;
	}

	Trees trees() {
		return this.trees;
	}

	RecursiveWatches recursive() {
		return this.recursive;
	}

	/**
	 * Do something under the lock, and send what it asks for when it is over.
	 * @param action what to do
	 * @param <T> what it gives
	 * @return what it gave
	 */
	<T> T locked(Supplier<T> action) {
		synchronized (this.link) {
			boolean nested = this.held;
			this.held = true;
			try {
				return action.get();
			}
			finally {
				this.held = nested;
				if (!nested) {
					this.queue.pump();
				}
			}
		}
	}

	void locked(Runnable action) {
		locked(() -> {
			action.run();
			return true;
		});
	}

	DataState attach(String path, MirrorListener<ZnodeSnapshot> listener) {
		DataState state = this.znodes.data(path);
		if (state == null) {
			state = new DataState(path);
			this.znodes.add(state);
			state.cover(this.recursive.covers(path), this.queue);
		}
		state.addListener(listener, this.queue);
		return state;
	}

	ChildrenState attachChildren(String path, MirrorListener<ChildrenSnapshot> listener) {
		ChildrenState state = this.znodes.children(path);
		if (state == null) {
			state = new ChildrenState(path);
			this.znodes.add(state);
			state.cover(this.recursive.covers(path), this.queue);
		}
		state.addListener(listener, this.queue);
		return state;
	}

	<S extends Snapshot> void detach(MirroredState<S> state, MirrorListener<S> listener) {
		state.removeListener(listener);
		if (!state.hasListeners()) {
			this.znodes.remove(state);
			disarm(state);
		}
	}

	private void disarm(MirroredState<?> state) {
		ZkHandle handle = this.link.handle();
		if (handle == null || !state.isArmed()) {
			return;
		}
		ChildrenState children = this.znodes.children(state.path());
		boolean absent = state instanceof ChildrenState removed && removed.isAbsent();
		boolean shared = absent ? this.znodes.data(state.path()) != null : children != null && children.isAbsent();
		if (!shared) {
			WatcherType type = (state instanceof ChildrenState && !absent) ? WatcherType.Children : WatcherType.Data;
			handle.requests()
				.removeWatches(this.link.serverPath(state.path()), this.link.watcher(), type, true,
						(rc, path, context) -> {
						}, null);
		}
	}

	boolean isStale(ReadState state) {
		return this.link.handle() == null || state.isStale(this.link.isVerified());
	}

	private void coverageChanged(String root) {
		this.znodes.forEachIn(root, (state) -> state.cover(this.recursive.covers(state.path()), this.queue));
		this.trees.coverageChanged();
		this.znodes.siblings().shareMany(root, this.recursive);
	}

	boolean isWanted(String path) {
		return this.znodes.children(ZkPaths.parent(path)) != null || this.trees.want(path);
	}

	void connected(ZkHandle handle) {
		locked(() -> {
			boolean watchesGone = this.link.connected(handle);
			this.recursive.connected(watchesGone);
			this.queue.reset(handle);
			if (watchesGone && !this.znodes.isEmpty()) {
				this.link.sync();
			}
			else {
				this.link.verify();
			}
			this.znodes
				.forEach((state) -> state.connected(watchesGone, this.recursive.covers(state.path()), this.queue));
			this.trees.connected();
		});
	}

	void disconnected() {
		locked(this.link::suspend);
	}

}
