package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.zkspring.client.ZkPaths;
import org.jspecify.annotations.Nullable;

/**
 * The names of the children of one parent and the data of each, handed over together once
 * all were read. Guarded by the lock of the mirror.
 */
class ChildrenWithData implements MirrorSubscription, MirrorListener<ChildrenSnapshot>, Runnable {

	private static final ZnodeSnapshot[] NONE = {};

	private final String path;

	private final MirrorCore core;

	private final MirrorListener<ChildrenSnapshot> listener;

	private final DataListener dataListener = new DataListener();

	/** Children that were never read: until there are none, nothing is handed over. */
	private final Set<String> awaited = new HashSet<>();

	/**
	 * Children that are gone, and on their way out of the list, whose next state says so.
	 */
	private final Set<String> leaving = new HashSet<>();

	private @Nullable ChildrenState parent;

	private @Nullable ChildrenSnapshot children;

	/** What was read of each child, in the order of the names. */
	private @Nullable ZnodeSnapshot[] data = NONE;

	private boolean closed;

	ChildrenWithData(String path, MirrorCore core, MirrorListener<ChildrenSnapshot> listener) {
		this.path = path;
		this.core = core;
		this.listener = listener;
	}

	MirrorSubscription open() {
		this.core.locked(() -> this.parent = this.core.attachChildren(this.path, this));
		return this;
	}

	@Override
	public void changed(ChildrenSnapshot snapshot) {
		List<String> before = names();
		@Nullable ZnodeSnapshot[] known = this.data;
		this.children = snapshot;
		this.data = new ZnodeSnapshot[snapshot.names().size()];
		List<String> come = new ArrayList<>();
		for (int index = 0; index < this.data.length; index++) {
			int last = Collections.binarySearch(before, snapshot.names().get(index));
			if (last >= 0) {
				this.data[index] = known[last];
			}
			else {
				come.add(snapshot.names().get(index));
			}
		}
		before.stream().filter((name) -> indexOf(name) < 0).forEach(this::leave);
		come.forEach((name) -> this.core.znodes().joinSiblings(child(name), this.core.recursive()));
		come.forEach((name) -> this.awaited.add(child(name)));
		come.forEach((name) -> this.core.attach(child(name), this.dataListener));
		this.core.queue().afterTurn(this);
	}

	private List<String> names() {
		return (this.children != null) ? this.children.names() : List.of();
	}

	private int indexOf(String name) {
		return Collections.binarySearch(names(), name);
	}

	private void leave(String name) {
		this.awaited.remove(child(name));
		this.leaving.remove(child(name));
		DataState state = this.core.znodes().data(child(name));
		if (state != null) {
			this.core.detach(state, this.dataListener);
		}
		this.core.znodes().leaveSiblings(child(name), this.core.recursive());
	}

	private String child(String name) {
		return ZkPaths.join(this.path, name);
	}

	@Override
	public void failed(String failed, Exception ex) {
		this.listener.failed(failed, ex);
	}

	/**
	 * Hand over what is known, at the end of a turn.
	 */
	@Override
	public void run() {
		ChildrenSnapshot present = this.children;
		if (present != null && !this.closed && this.awaited.isEmpty() && this.leaving.isEmpty()) {
			this.listener.changed(present.withData(new ChildrenData(present.names(), this.data.clone())));
		}
	}

	@Override
	public boolean isStale() {
		synchronized (this.core.link()) {
			ChildrenSnapshot present = this.children;
			return this.parent == null || present == null || this.core.isStale(this.parent)
					|| present.names()
						.stream()
						.map((name) -> this.core.znodes().data(child(name)))
						.anyMatch((state) -> state == null || this.core.isStale(state));
		}
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
			}
			names().forEach(this::leave);
		});
	}

	/**
	 * Takes the data of all children.
	 */
	private final class DataListener implements MirrorListener<ZnodeSnapshot> {

		@Override
		public void changed(ZnodeSnapshot snapshot) {
			ChildrenWithData outer = ChildrenWithData.this;
			int index = outer.indexOf(ZkPaths.name(snapshot.path()));
			if (index >= 0 && snapshot.stat() != null) {
				outer.data[index] = snapshot;
				outer.leaving.remove(snapshot.path());
			}
			else if (index >= 0) {
				outer.leaving.add(snapshot.path());
			}
			settle(snapshot.path());
		}

		@Override
		public void failed(String failed, Exception ex) {
			ChildrenWithData.this.failed(failed, ex);
			settle(failed);
		}

		private void settle(String settled) {
			ChildrenWithData.this.awaited.remove(settled);
			ChildrenWithData.this.core.queue().afterTurn(ChildrenWithData.this);
		}

	}

}
