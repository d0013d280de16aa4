package io.github.zkspring.mirror;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A watched subtree: listens to the data of each of its znodes. Guarded by the lock of
 * the mirror.
 */
class MirroredTree implements MirrorSubscription, MirrorListener<ZnodeSnapshot> {

	private final TreeScope scope;

	private final MirrorListener<ZnodeSnapshot> listener;

	private final Mirror mirror;

	private final TreeChildren children;

	/** The znodes that were neither read nor refused so far. */
	private final Set<String> unread = new HashSet<>();

	private final Runnable completion = this::complete;

	/** A new znode whose known state is still the absence before its creation. */
	private @Nullable String attaching;

	private boolean initialised;

	private boolean closed;

	/**
	 * Subscribes to a subtree.
	 * @param scope the znodes to watch
	 * @param listener receives the states of the znodes
	 * @param mirror the mirror
	 */
	MirroredTree(TreeScope scope, MirrorListener<ZnodeSnapshot> listener, Mirror mirror) {
		this.scope = scope;
		this.listener = listener;
		this.mirror = mirror;
		this.children = new TreeChildren(this, mirror);
		mirror.trees().add(this);
		mirror.recursive().acquire(scope.root());
		attach(scope.root());
	}

	/**
	 * Listens to a znode that exists, if it is in scope.
	 * @param path its path
	 */
	void created(String path) {
		if (!this.closed && this.scope.includes(path)) {
			attach(path);
		}
	}

	private void attach(String path) {
		DataState state = this.mirror.states().data(path);
		if (state != null && state.hasListener(this)) {
			return;
		}
		this.unread.add(path);
		this.attaching = (state != null && state.isAbsent()) ? path : null;
		ZnodeSnapshot known = this.mirror.states().attachData(path, this).known();
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
		if (this.scope.includes(path) && this.scope.includesChildren(path)) {
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
		boolean isRoot = path.equals(this.scope.root());
		this.unread.remove(path);
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
		List<DataState> below = this.mirror.states().dataWithin(path);
		below.removeIf((state) -> state.path().equals(path) || !state.hasListener(this));
		Collections.reverse(below);
		return below;
	}

	private void detach(String path) {
		this.children.forget(path);
		DataState state = this.mirror.states().data(path);
		if (state != null && state.hasListener(this)) {
			this.unread.remove(path);
			this.mirror.states().detach(state, this);
		}
	}

	@Override
	public void failed(String path, Exception ex) {
		this.listener.failed(path, ex);
		this.unread.remove(path);
		checkComplete();
	}

	/**
	 * Checks after the current batch of answers whether all of the tree was read.
	 */
	void checkComplete() {
		if (!this.initialised) {
			this.mirror.queue().afterBatch(this.completion);
		}
	}

	private void complete() {
		if (!this.initialised && !this.closed && this.unread.isEmpty() && this.children.isComplete()) {
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
		List<DataState> members = this.mirror.states().dataWithin(this.scope.root());
		members.removeIf((state) -> !state.hasListener(this));
		return members;
	}

	@Override
	public boolean isStale() {
		return !this.initialised || this.children.isStale() || members().stream().anyMatch(this.mirror::isStale);
	}

	@Override
	public void resync() {
		members().forEach(MirroredState::resync);
		this.children.resync();
	}

	@Override
	public void close() {
		this.closed = true;
		this.mirror.trees().remove(this);
		members().forEach((state) -> detach(state.path()));
		this.mirror.recursive().release(this.scope.root());
	}

}
