package io.github.zkspring.mirror;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.TrackingZooKeeper.EngineWatcher;
import org.apache.zookeeper.WatchedEvent;
import org.jspecify.annotations.Nullable;

/**
 * The only watcher of the mirror: passes every event to the states that it concerns. Runs
 * on ZooKeeper's event thread and only changes memory.
 */
class EventRouter implements EngineWatcher {

	private final Mirror mirror;

	EventRouter(Mirror mirror) {
		this.mirror = mirror;
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
		DataState data = this.mirror.states().data(path);
		ChildrenState children = this.mirror.states().children(path);
		switch (event.getType()) {
			case NodeDataChanged -> {
				changed(data, zxid);
				if (children != null && children.isAbsent()) {
					changed(children, zxid);
				}
			}
			case NodeChildrenChanged -> changed(children, zxid);
			case NodeCreated -> {
				changed(data, zxid);
				changed(children, zxid);
				changed(coveredParent(path), zxid);
				this.mirror.created(path);
			}
			case NodeDeleted -> {
				deleted(data, zxid);
				deleted(children, zxid);
				changed(coveredParent(path), zxid);
			}
			case PersistentWatchRemoved -> this.mirror.recursiveWatchRemoved(path);
			case DataWatchRemoved, ChildWatchRemoved -> {
				changed(data, -1);
				changed(children, -1);
			}
			default -> {
			}
		}
	}

	// a recursive watch reports the changed child, but no change of the parent
	private @Nullable ChildrenState coveredParent(String path) {
		ChildrenState parent = this.mirror.states().children(ZkPaths.parent(path));
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

}
