package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.zkspring.client.ZkPaths;
import org.jspecify.annotations.Nullable;

/**
 * The names of the children of one parent and the data of each, delivered together once
 * all were read. Guarded by the lock of the mirror.
 */
class ChildrenWithData implements MirrorSubscription, MirrorListener<ChildrenSnapshot> {

	private final String path;

	private final MirrorCore core;

	private final MirrorListener<ChildrenSnapshot> listener;

	private final DataListener dataListener = new DataListener();

	private final Runnable delivery = this::deliver;

	private final PendingInitialReads initialReads = new PendingInitialReads();

	/** Deleted children that the next list of names will not contain. */
	private final Set<String> deleted = new HashSet<>();

	private @Nullable ChildrenState parent;

	private @Nullable ChildrenSnapshot children;

	/** The data of the children, in the order of their names. */
	private List<DataState> members = List.of();

	private boolean closed;

	ChildrenWithData(String path, MirrorCore core, MirrorListener<ChildrenSnapshot> listener) {
		this.path = path;
		this.core = core;
		this.listener = listener;
	}

	MirrorSubscription open() {
		this.core.locked(() -> {
			this.core.recursive().acquire(this.path);
			this.parent = this.core.attachChildren(this.path, this);
		});
		return this;
	}

	@Override
	public void changed(ChildrenSnapshot snapshot) {
		if (this.closed) {
			return;
		}
		Map<String, DataState> removed = new HashMap<>();
		this.members.forEach((member) -> removed.put(member.path(), member));
		List<DataState> present = new ArrayList<>(snapshot.names().size());
		for (String name : snapshot.names()) {
			String child = ZkPaths.join(this.path, name);
			DataState known = removed.remove(child);
			present.add((known != null) ? known : attach(child));
		}
		removed.values().forEach(this::detach);
		this.children = snapshot;
		this.members = present;
		this.core.queue().afterBatch(this.delivery);
	}

	private DataState attach(String child) {
		this.initialReads.expect();
		return this.core.attachData(child, this.dataListener);
	}

	private void detach(DataState child) {
		this.initialReads.removed(child);
		this.deleted.remove(child.path());
		this.core.detach(child, this.dataListener);
	}

	@Override
	public void failed(String failed, Exception ex) {
		this.listener.failed(failed, ex);
	}

	private void deliver() {
		ChildrenSnapshot present = this.children;
		if (present == null || this.closed || !this.initialReads.isEmpty() || !this.deleted.isEmpty()) {
			return;
		}
		Map<String, ZnodeSnapshot> data = new LinkedHashMap<>(this.members.size(), 1);
		for (int index = 0; index < this.members.size(); index++) {
			ZnodeSnapshot child = this.members.get(index).known();
			if (child != null) {
				data.put(present.names().get(index), child);
			}
		}
		this.listener.changed(present.withData(data));
	}

	@Override
	public boolean isStale() {
		synchronized (this.core.connection()) {
			return this.parent == null || this.children == null || this.core.isStale(this.parent)
					|| this.members.stream().anyMatch(this.core::isStale);
		}
	}

	@Override
	public void resync() {
		this.core.locked(() -> {
			if (this.parent != null) {
				this.parent.resync();
				this.members.forEach(MirroredState::resync);
			}
		});
	}

	@Override
	public void close() {
		this.core.locked(() -> {
			if (this.closed) {
				return;
			}
			this.closed = true;
			if (this.parent != null) {
				this.core.detach(this.parent, this);
				this.parent = null;
			}
			this.members.forEach(this::detach);
			this.members = List.of();
			this.core.recursive().release(this.path);
		});
	}

	/**
	 * Listens to the data of all children.
	 */
	private final class DataListener implements MirrorListener<ZnodeSnapshot> {

		@Override
		public void changed(ZnodeSnapshot snapshot) {
			changed(snapshot, null);
		}

		@Override
		public void changed(ZnodeSnapshot snapshot, @Nullable ZnodeSnapshot previous) {
			ChildrenWithData outer = ChildrenWithData.this;
			if (previous == null) {
				outer.initialReads.received(snapshot.path());
			}
			if (snapshot.stat() == null) {
				outer.deleted.add(snapshot.path());
			}
			else if (!outer.deleted.isEmpty()) {
				outer.deleted.remove(snapshot.path());
			}
			outer.core.queue().afterBatch(outer.delivery);
		}

		@Override
		public void failed(String failed, Exception ex) {
			ChildrenWithData outer = ChildrenWithData.this;
			outer.failed(failed, ex);
			DataState state = outer.core.states().data(failed);
			if (state != null) {
				outer.initialReads.refused(state);
			}
			outer.core.queue().afterBatch(outer.delivery);
		}

	}

}
