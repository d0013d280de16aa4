package io.github.zkspring.mirror;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the mirror that all subscriptions share. Attaches listeners to states, and
 * removes a watch with the last listener. Guarded by the lock of the mirror.
 */
class MirrorCore {

	private final MirrorConnection connection;

	private final ReadQueue queue;

	private final StateRegistry states = new StateRegistry();

	private final RecursiveWatches recursive;

	// a listener may open or close a tree while all are visited
	private final List<MirroredTree> trees = new CopyOnWriteArrayList<>();

	private boolean held;

	MirrorCore(ZkConnection connection, ZkEventLoop loop, long maxPayload) {
		this.connection = new MirrorConnection(connection, loop, new EventRouter(this));
		this.queue = new ReadQueue(this.connection, new ReadLimits(maxPayload));
		this.recursive = new RecursiveWatches(this.connection, this::coverageChanged);
	}

	MirrorConnection connection() {
		return this.connection;
	}

	ReadQueue queue() {
		return this.queue;
	}

	StateRegistry states() {
		return this.states;
	}

	List<MirroredTree> trees() {
		return this.trees;
	}

	RecursiveWatches recursive() {
		return this.recursive;
	}

	/**
	 * Runs an action under the lock, and then sends the reads that it requires.
	 * @param action the action
	 * @param <T> the type of its result
	 * @return its result
	 */
	<T> T locked(Supplier<T> action) {
		synchronized (this.connection) {
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

	DataState attachData(String path, MirrorListener<ZnodeSnapshot> listener) {
		DataState state = this.states.data(path, (created) -> covered(new DataState(created, this)));
		state.addListener(listener);
		return state;
	}

	ChildrenState attachChildren(String path, MirrorListener<ChildrenSnapshot> listener) {
		ChildrenState state = this.states.children(path, (created) -> covered(new ChildrenState(created, this)));
		state.addListener(listener);
		return state;
	}

	private <S extends MirroredState<?>> S covered(S state) {
		state.setCovered(this.recursive.covers(state.path()));
		return state;
	}

	<S extends Snapshot> void detach(MirroredState<S> state, MirrorListener<S> listener) {
		state.removeListener(listener);
		if (!state.hasListeners()) {
			this.states.remove(state);
			removeWatch(state);
		}
	}

	private void removeWatch(MirroredState<?> state) {
		ZkHandle handle = this.connection.handle();
		if (handle == null || !state.readState().isArmed()) {
			return;
		}
		// exists() on a missing parent sets the same kind of watch as a read of data
		ChildrenState children = this.states.children(state.path());
		boolean absent = state instanceof ChildrenState removed && removed.isAbsent();
		boolean shared = absent ? this.states.data(state.path()) != null : children != null && children.isAbsent();
		if (!shared) {
			WatcherType type = (state instanceof ChildrenState && !absent) ? WatcherType.Children : WatcherType.Data;
			handle.requests()
				.removeWatches(this.connection.serverPath(state.path()), this.connection.watcher(), type, true,
						(rc, path, context) -> {
						});
		}
	}

	boolean isStale(MirroredState<?> state) {
		return this.connection.handle() == null || !state.isInitialised()
				|| state.readState().isStale(this.connection.isVerified());
	}

	private void coverageChanged(String root) {
		this.states.within(root).forEach((state) -> state.setCovered(this.recursive.covers(state.path())));
		this.trees.forEach(MirroredTree::coverageChanged);
	}

	/**
	 * Reads everything below a recursive watch again when the watch had been removed, as
	 * changes may have gone unreported until it was set again.
	 * @param root the root of the watch
	 */
	void recursiveWatchRemoved(String root) {
		if (this.recursive.removed(root)) {
			this.states.within(root).forEach(MirroredState::resync);
		}
	}

	/**
	 * Passes a new znode that a watch reports to the trees.
	 * @param path its path
	 */
	void created(String path) {
		this.trees.forEach((tree) -> tree.created(path));
	}

	/**
	 * Passes a read to the trees, even if the data is unchanged: a tree looks for
	 * children that no watch has reported.
	 * @param path the path of the znode
	 * @param previous its stat before, {@code null} when there was none
	 * @param stat its stat now
	 * @param resync whether it is the first read since events may have been missed
	 */
	void reportRead(String path, @Nullable Stat previous, Stat stat, boolean resync) {
		this.trees.forEach((tree) -> tree.read(path, previous, stat, resync));
	}

	void connected(ZkHandle handle) {
		locked(() -> {
			boolean watchesLost = this.connection.connected(handle);
			this.recursive.connected(watchesLost);
			this.queue.reset(handle);
			if (watchesLost && !this.states.isEmpty()) {
				this.connection.sync();
			}
			else {
				this.connection.verify();
			}
			this.states.within("/").forEach((state) -> state.connected(watchesLost));
			this.trees.forEach(MirroredTree::connected);
		});
	}

	void disconnected() {
		locked(this.connection::suspend);
	}

}
