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

	private final Mirror mirror;

	private final MirrorListener<ChildrenSnapshot> listener;

	private final DataListener dataListener = new DataListener();

	private final Runnable delivery = this::deliver;

	/**
	 * Children that were neither read nor refused so far, and deleted children that the
	 * next list of names will not contain.
	 */
	private final Set<String> awaited = new HashSet<>();

	private final ChildrenState parent;

	private @Nullable ChildrenSnapshot children;

	/** The data of the children, in the order of their names. */
	private List<DataState> members = List.of();

	private boolean closed;

	/**
	 * Subscribes to the children of a znode.
	 * @param path the path of the parent
	 * @param mirror the mirror
	 * @param listener receives states in which the data of every child is known
	 */
	ChildrenWithData(String path, Mirror mirror, MirrorListener<ChildrenSnapshot> listener) {
		this.path = path;
		this.mirror = mirror;
		this.listener = listener;
		mirror.recursive().acquire(path);
		this.parent = mirror.states().attachChildren(path, this);
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
		deliverAfterBatch();
	}

	private void deliverAfterBatch() {
		this.mirror.queue().afterBatch(this.delivery);
	}

	private DataState attach(String child) {
		this.awaited.add(child);
		return this.mirror.states().attachData(child, this.dataListener);
	}

	private void detach(DataState child) {
		this.awaited.remove(child.path());
		this.mirror.states().detach(child, this.dataListener);
	}

	@Override
	public void failed(String failed, Exception ex) {
		this.listener.failed(failed, ex);
	}

	private void deliver() {
		ChildrenSnapshot present = this.children;
		if (present == null || this.closed || !this.awaited.isEmpty()) {
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
		return this.children == null || this.mirror.isStale(this.parent)
				|| this.members.stream().anyMatch(this.mirror::isStale);
	}

	@Override
	public void resync() {
		this.parent.resync();
		this.members.forEach(MirroredState::resync);
	}

	@Override
	public void close() {
		this.closed = true;
		this.mirror.states().detach(this.parent, this);
		this.members.forEach(this::detach);
		this.members = List.of();
		this.mirror.recursive().release(this.path);
	}

	/**
	 * Listens to the data of all children.
	 */
	private final class DataListener implements MirrorListener<ZnodeSnapshot> {

		@Override
		public void changed(ZnodeSnapshot child) {
			if (child.stat() != null) {
				ChildrenWithData.this.awaited.remove(child.path());
			}
			else {
				ChildrenWithData.this.awaited.add(child.path());
			}
			deliverAfterBatch();
		}

		@Override
		public void failed(String failed, Exception ex) {
			ChildrenWithData.this.failed(failed, ex);
			DataState state = ChildrenWithData.this.mirror.states().data(failed);
			if (state != null && !state.isInitialised()) {
				ChildrenWithData.this.awaited.remove(failed);
			}
			deliverAfterBatch();
		}

	}

}
