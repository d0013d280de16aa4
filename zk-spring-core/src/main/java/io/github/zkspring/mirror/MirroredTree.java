package io.github.zkspring.mirror;

import java.util.Collections;
import java.util.List;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A watched subtree: listens to the data of each of its znodes. Guarded by the lock of
 * the mirror.
 */
class MirroredTree implements MirrorSubscription, MirrorListener<ZnodeSnapshot> {

	private final String root;

	private final TreeScope scope;

	private final TreeListener listener;

	private final MirrorCore core;

	private final TreeChildren children;

	private final PendingInitialReads initialReads = new PendingInitialReads();

	private final Runnable completion = this::complete;

	/** A new znode whose known state is still the absence before its creation. */
	private @Nullable String attaching;

	private boolean initialised;

	private boolean closed;

	MirroredTree(String root, TreeScope scope, TreeListener listener, MirrorCore core) {
		this.root = root;
		this.scope = scope;
		this.listener = listener;
		this.core = core;
		this.children = new TreeChildren(this, core);
	}

	MirrorSubscription open() {
		this.core.locked(() -> {
			this.core.trees().add(this);
			this.core.recursive().acquire(this.root);
			attach(this.root);
		});
		return this;
	}

	/**
	 * Listens to a znode that exists, if it is in scope.
	 * @param path its path
	 */
	void created(String path) {
		if (!this.closed && this.scope.includes(this.root, path)) {
			attach(path);
		}
	}

	private void attach(String path) {
		DataState state = this.core.states().data(path);
		if (state != null && state.hasListener(this)) {
			return;
		}
		boolean absent = state != null && state.isAbsent();
		this.initialReads.expect();
		this.attaching = absent ? path : null;
		ZnodeSnapshot known = this.core.attachData(path, this).known();
		this.attaching = null;
		if (known != null && known.stat() != null) {
			read(path, null, known.stat(), true);
		}
	}

	/**
	 * Lists the children of a znode after a read, where no watch has reported them.
	 * @param path the path of the znode
	 * @param previous its stat before, {@code null} when there was none
	 * @param stat its stat now
	 * @param resync whether it is the first read since events may have been missed
	 */
	void read(String path, @Nullable Stat previous, Stat stat, boolean resync) {
		if (this.scope.includes(this.root, path) && this.scope.includesChildren(this.root, path)) {
			this.children.read(path, previous, stat, resync);
		}
	}

	@Override
	public void changed(ZnodeSnapshot snapshot) {
		changed(snapshot, null);
	}

	@Override
	public void changed(ZnodeSnapshot snapshot, @Nullable ZnodeSnapshot previous) {
		String path = snapshot.path();
		boolean present = snapshot.stat() != null;
		boolean wasPresent = previous != null && previous.stat() != null;
		boolean isRoot = path.equals(this.root);
		if (previous == null) {
			this.initialReads.received(path);
		}
		if (!present) {
			descendants(path).forEach(this::deleted);
			this.children.forget(path);
		}
		if (present || wasPresent || isRoot) {
			this.listener.changed(snapshot);
		}
		if (!present && !isRoot && !path.equals(this.attaching)) {
			detach(path);
		}
		checkComplete();
	}

	// the descendants of a deleted znode are deleted as well, the deepest first
	private void deleted(DataState state) {
		ZnodeSnapshot known = state.known();
		detach(state.path());
		if (known != null && known.stat() != null) {
			this.listener.changed(ZnodeSnapshot.absent(state.path()));
		}
	}

	private List<DataState> descendants(String path) {
		List<DataState> below = this.core.states().dataWithin(path);
		below.removeIf((state) -> state.path().equals(path) || !state.hasListener(this));
		Collections.reverse(below);
		return below;
	}

	private void detach(String path) {
		this.children.forget(path);
		DataState state = this.core.states().data(path);
		if (state != null && state.hasListener(this)) {
			this.initialReads.removed(state);
			this.core.detach(state, this);
		}
	}

	@Override
	public void failed(String path, Exception ex) {
		this.listener.failed(path, ex);
		DataState state = this.core.states().data(path);
		if (state != null) {
			this.initialReads.refused(state);
		}
		checkComplete();
	}

	/**
	 * Checks after the current batch of answers whether all of the tree was read.
	 */
	void checkComplete() {
		if (!this.initialised) {
			this.core.queue().afterBatch(this.completion);
		}
	}

	private void complete() {
		if (!this.initialised && !this.closed && this.initialReads.isEmpty() && this.children.isComplete()) {
			this.initialised = true;
			this.listener.initialised();
		}
	}

	void connected() {
		this.children.connected();
	}

	void coverageChanged() {
		members().forEach((state) -> {
			ZnodeSnapshot known = state.known();
			if (known != null && known.stat() != null && !state.readState().isCovered()) {
				read(state.path(), known.stat(), known.stat(), false);
			}
		});
	}

	private List<DataState> members() {
		List<DataState> members = this.core.states().dataWithin(this.root);
		members.removeIf((state) -> !state.hasListener(this));
		return members;
	}

	@Override
	public boolean isStale() {
		synchronized (this.core.connection()) {
			return this.core.connection().handle() == null || !this.initialised || this.children.isStale()
					|| members().stream().anyMatch(this.core::isStale);
		}
	}

	@Override
	public void resync() {
		this.core.locked(() -> {
			if (!this.closed) {
				members().forEach(MirroredState::resync);
				this.children.resync();
			}
		});
	}

	@Override
	public void close() {
		this.core.locked(() -> {
			if (!this.closed) {
				this.closed = true;
				this.core.trees().remove(this);
				members().forEach((state) -> detach(state.path()));
				this.core.recursive().release(this.root);
			}
		});
	}

}
