package io.github.zkspring.mirror;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

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

	private final DataListener dataListener = new DataListener();

	/** Until nothing is waited for, nothing is handed over. */
	private final Awaited awaited = new Awaited();

	/**
	 * Children that are gone, and on their way out of the list, whose next state says so.
	 */
	private final Set<String> leaving = new HashSet<>();

	private @Nullable ChildrenState parent;

	private @Nullable ChildrenSnapshot children;

	/** The children, in the order of their names. */
	private DataState[] members = {};

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
		DataState[] before = this.members;
		String[] paths = snapshot.names().stream().map((name) -> ZkPaths.join(this.path, name)).toArray(String[]::new);
		DataState[] now = new DataState[paths.length];
		this.children = snapshot;
		this.members = now;
		int last = 0;
		for (int index = 0; index < paths.length; index++) {
			while (last < before.length && before[last].path().compareTo(paths[index]) < 0) {
				leave(before[last++]);
			}
			if (last < before.length && before[last].path().equals(paths[index])) {
				now[index] = before[last++];
			}
			else {
				this.core.znodes().siblings().join(paths[index], this.core.recursive());
			}
		}
		Arrays.stream(before, last, before.length).forEach(this::leave);
		for (int index = 0; index < paths.length; index++) {
			if (now[index] == null) {
				this.awaited.expect();
				now[index] = this.core.attach(paths[index], this.dataListener);
			}
		}
		this.core.queue().afterTurn(this);
	}

	private void leave(DataState child) {
		this.awaited.left(child);
		this.leaving.remove(child.path());
		this.core.detach(child, this.dataListener);
		this.core.znodes().siblings().leave(child.path(), this.core.recursive());
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
			@Nullable ZnodeSnapshot[] data = new ZnodeSnapshot[this.members.length];
			Arrays.setAll(data, (index) -> this.members[index].known());
			this.listener.changed(present.withData(new ChildrenData(Names.sorted(present.names()), data)));
		}
	}

	@Override
	public boolean isStale() {
		synchronized (this.core.link()) {
			return this.parent == null || this.children == null || this.core.isStale(this.parent)
					|| Arrays.stream(this.members).anyMatch(this.core::isStale);
		}
	}

	@Override
	public void resync() {
		this.core.locked(() -> {
			if (this.parent != null) {
				this.parent.resync(this.core.queue());
				Arrays.stream(this.members).forEach((child) -> child.resync(this.core.queue()));
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
			Arrays.stream(this.members).forEach(this::leave);
			this.members = new DataState[0];
		});
	}

	/**
	 * Takes note of the data of all children.
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
				outer.awaited.came(snapshot.path());
			}
			if (snapshot.stat() == null) {
				outer.leaving.add(snapshot.path());
			}
			else if (!outer.leaving.isEmpty()) {
				outer.leaving.remove(snapshot.path());
			}
			outer.core.queue().afterTurn(outer);
		}

		@Override
		public void failed(String failed, Exception ex) {
			ChildrenWithData outer = ChildrenWithData.this;
			DataState state = outer.core.znodes().data(failed);
			outer.failed(failed, ex);
			if (state != null) {
				outer.awaited.refused(failed, state);
			}
			outer.core.queue().afterTurn(outer);
		}

	}

}
