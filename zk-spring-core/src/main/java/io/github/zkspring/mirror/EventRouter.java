package io.github.zkspring.mirror;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.EngineWatcher;
import org.apache.zookeeper.WatchedEvent;
import org.jspecify.annotations.Nullable;

/**
 * The one watcher of the mirror: takes every notification to the states that it concerns.
 * Runs on ZooKeeper's event thread and only moves memory.
 */
class EventRouter implements EngineWatcher {

	private final MirrorCore core;

	EventRouter(MirrorCore core) {
		this.core = core;
	}

	@Override
	public void process(WatchedEvent event) {
		if (event.getPath() != null) {
			this.core.locked(() -> {
				String path = this.core.link().path(event.getPath());
				if (path != null) {
					route(event, path);
				}
			});
		}
	}

	private void route(WatchedEvent event, String path) {
		long zxid = event.getZxid();
		DataState data = this.core.znodes().data(path);
		ChildrenState children = this.core.znodes().children(path);
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
				this.core.trees().appeared(path);
			}
			case NodeDeleted -> {
				deleted(data, children, zxid);
				changed(coveredParent(path), zxid);
			}
			case PersistentWatchRemoved -> this.core.recursive().removed(path);
			case DataWatchRemoved, ChildWatchRemoved -> {
				unwatched(data);
				unwatched(children);
			}
			default -> {
				return;
			}
		}
		this.core.recursive().count(path, () -> data != null || children != null || this.core.isWanted(path));
	}

	private void deleted(@Nullable DataState data, @Nullable ChildrenState children, long zxid) {
		if (data != null) {
			data.deleted(zxid, this.core.queue());
		}
		if (children != null) {
			children.deleted(zxid, this.core.queue());
		}
	}

	// a recursive watch does not report that children changed, but which
	private @Nullable ChildrenState coveredParent(String path) {
		ChildrenState parent = this.core.znodes().children(ZkPaths.parent(path));
		return (parent != null && parent.isCovered()) ? parent : null;
	}

	private void changed(@Nullable MirroredState<?> state, long zxid) {
		if (state != null) {
			state.changed(zxid, this.core.queue());
		}
	}

	private void unwatched(@Nullable MirroredState<?> state) {
		if (state != null) {
			state.changed(-1, this.core.queue());
		}
	}

}
