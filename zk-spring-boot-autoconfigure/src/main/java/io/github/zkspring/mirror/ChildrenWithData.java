package io.github.zkspring.mirror;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

import io.github.zkspring.client.ZkPaths;
import org.jspecify.annotations.Nullable;

/**
 * The names of the children of one parent and the data of each, handed over together once
 * all were read. Guarded by the lock of the mirror.
 */
class ChildrenWithData implements MirrorSubscription, MirrorListener<ChildrenSnapshot>, Runnable {

	private final String path;

	private final MirrorCore core;

	private final MirrorListener<ChildrenSnapshot> listener;

	private final DataListener data = new DataListener();

	/** Children that were never read: until there are none, nothing is handed over. */
	private final Set<String> awaited = new HashSet<>();

	private @Nullable ChildrenState names;

	private @Nullable ChildrenSnapshot children;

	private boolean closed;

	ChildrenWithData(String path, MirrorCore core, MirrorListener<ChildrenSnapshot> listener) {
		this.path = path;
		this.core = core;
		this.listener = listener;
	}

	MirrorSubscription open() {
		this.core.locked(() -> this.names = this.core.attachChildren(this.path, this));
		return this;
	}

	@Override
	public void changed(ChildrenSnapshot snapshot) {
		Set<String> gone = new HashSet<>((this.children != null) ? this.children.names() : Set.of());
		this.children = snapshot;
		Set<String> come = new HashSet<>(snapshot.names());
		come.removeAll(gone);
		snapshot.names().forEach(gone::remove);
		gone.forEach(this::leave);
		come.forEach((name) -> this.core.znodes().joinSiblings(child(name), this.core.recursive()));
		come.forEach(this::follow);
		this.core.queue().afterTurn(this);
	}

	private void follow(String name) {
		this.awaited.add(child(name));
		this.core.attach(child(name), this.data);
	}

	private void leave(String name) {
		this.awaited.remove(child(name));
		DataState state = this.core.znodes().data(child(name));
		if (state != null) {
			this.core.detach(state, this.data);
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
		if (present == null || this.closed || !this.awaited.isEmpty()) {
			return;
		}
		TreeMap<String, ZnodeSnapshot> known = new TreeMap<>();
		for (String name : present.names()) {
			DataState state = this.core.znodes().data(child(name));
			ZnodeSnapshot snapshot = (state != null) ? state.known() : null;
			if (snapshot != null && snapshot.stat() == null) {
				// on its way out of the list, whose next state says so
				return;
			}
			if (snapshot != null) {
				known.put(name, snapshot);
			}
		}
		this.listener.changed(present.withData(known));
	}

	@Override
	public boolean isStale() {
		synchronized (this.core.link()) {
			ChildrenSnapshot present = this.children;
			return this.names == null || present == null || this.core.isStale(this.names)
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
			if (this.names != null) {
				this.core.detach(this.names, this);
			}
			if (this.children != null) {
				this.children.names().forEach(this::leave);
			}
		});
	}

	/**
	 * Takes the data of all children.
	 */
	private final class DataListener implements MirrorListener<ZnodeSnapshot> {

		@Override
		public void changed(ZnodeSnapshot snapshot) {
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
