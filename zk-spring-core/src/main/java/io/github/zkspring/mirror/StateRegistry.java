package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.TrackingZooKeeper.EngineWatcher;
import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.WatcherType;
import org.jspecify.annotations.Nullable;

/**
 * Holds the mirrored states by path, and passes each event to the states that it concerns
 * as the only watcher of the mirror. A state exists while it has listeners. Guarded by
 * the lock of the mirror.
 */
class StateRegistry implements EngineWatcher {

	private final Mirror mirror;

	private final TreeMap<String, DataState> data = new TreeMap<>();

	private final TreeMap<String, ChildrenState> children = new TreeMap<>();

	StateRegistry(Mirror mirror) {
		this.mirror = mirror;
	}

	@Nullable DataState data(String path) {
		return this.data.get(path);
	}

	@Nullable ChildrenState children(String path) {
		return this.children.get(path);
	}

	@Override
	public void process(WatchedEvent event) {
		if (event.getPath() != null) {
			this.mirror.locked(() -> {
				String path = this.mirror.connection().path(event.getPath());
				if (path != null) {
					route(event, path);
				}
			});
		}
	}

	private void route(WatchedEvent event, String path) {
		long zxid = event.getZxid();
		DataState znode = data(path);
		ChildrenState list = children(path);
		switch (event.getType()) {
			case NodeDataChanged -> {
				changed(znode, zxid);
				if (list != null && list.isAbsent()) {
					changed(list, zxid);
				}
			}
			case NodeChildrenChanged -> changed(list, zxid);
			case NodeCreated -> {
				changed(znode, zxid);
				changed(list, zxid);
				changed(coveredParent(path), zxid);
				this.mirror.trees().forEach((tree) -> tree.created(path));
			}
			case NodeDeleted -> {
				deleted(znode, zxid);
				deleted(list, zxid);
				changed(coveredParent(path), zxid);
			}
			case PersistentWatchRemoved -> {
				// changes may have gone unreported until the watch was set again
				if (this.mirror.recursive().removed(path)) {
					within(path).forEach(MirroredState::resync);
				}
			}
			case DataWatchRemoved, ChildWatchRemoved -> {
				changed(znode, -1);
				changed(list, -1);
			}
			default -> {
			}
		}
	}

	// a recursive watch reports the changed child, but no change of the parent
	private @Nullable ChildrenState coveredParent(String path) {
		ChildrenState parent = children(ZkPaths.parent(path));
		return (parent != null && parent.readState().isCovered()) ? parent : null;
	}

	private static void changed(@Nullable MirroredState<?> state, long zxid) {
		if (state != null) {
			state.changed(zxid);
		}
	}

	private static void deleted(@Nullable MirroredState<?> state, long zxid) {
		if (state != null) {
			state.deleted(zxid);
		}
	}

	DataState attachData(String path, MirrorListener<ZnodeSnapshot> listener) {
		return attach(this.data.computeIfAbsent(path, (created) -> new DataState(created, this.mirror)), listener);
	}

	ChildrenState attachChildren(String path, MirrorListener<ChildrenSnapshot> listener) {
		return attach(this.children.computeIfAbsent(path, (created) -> new ChildrenState(created, this.mirror)),
				listener);
	}

	private <S extends Snapshot, T extends MirroredState<S>> T attach(T state, MirrorListener<S> listener) {
		state.setCovered(this.mirror.recursive().covers(state.path()));
		state.addListener(listener);
		return state;
	}

	/**
	 * Removes a listener, and with the last one the state and its watch.
	 * @param state the state
	 * @param listener the listener
	 * @param <S> the kind of snapshot
	 */
	<S extends Snapshot> void detach(MirroredState<S> state, MirrorListener<S> listener) {
		state.removeListener(listener);
		if (!state.hasListeners()) {
			this.data.remove(state.path(), state);
			this.children.remove(state.path(), state);
			removeWatch(state);
		}
	}

	private void removeWatch(MirroredState<?> state) {
		MirrorConnection connection = this.mirror.connection();
		ZkHandle handle = connection.handle();
		if (handle == null || !state.readState().isArmed()) {
			return;
		}
		// exists() on a missing parent sets the same kind of watch as a read of data
		ChildrenState list = children(state.path());
		boolean absent = state instanceof ChildrenState removed && removed.isAbsent();
		boolean shared = absent ? data(state.path()) != null : list != null && list.isAbsent();
		if (!shared) {
			WatcherType type = (state instanceof ChildrenState && !absent) ? WatcherType.Children : WatcherType.Data;
			handle.requests()
				.removeWatches(connection.serverPath(state.path()), connection.watcher(), type, true,
						(rc, path, context) -> {
						});
		}
	}

	boolean isEmpty() {
		return this.data.isEmpty() && this.children.isEmpty();
	}

	/**
	 * Returns the states of data in a subtree.
	 * @param root the root of the subtree
	 * @return a copy, parents before children
	 */
	List<DataState> dataWithin(String root) {
		return new ArrayList<>(within(this.data, root));
	}

	/**
	 * Returns all states in a subtree.
	 * @param root the root of the subtree
	 * @return a copy, the states of data first, parents before children
	 */
	List<MirroredState<?>> within(String root) {
		List<MirroredState<?>> states = new ArrayList<>(within(this.data, root));
		states.addAll(within(this.children, root));
		return states;
	}

	private static <S> Collection<S> within(TreeMap<String, S> states, String root) {
		if (root.equals("/")) {
			return states.values();
		}
		// '0' is the character after '/'
		List<S> found = new ArrayList<>(states.subMap(root + "/", root + "0").values());
		S self = states.get(root);
		if (self != null) {
			found.add(0, self);
		}
		return found;
	}

}
