package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A watched subtree: keeps a listener on every znode of it. Guarded by the lock of the
 * mirror.
 */
class MirroredTree implements MirrorSubscription, MirrorListener<ZnodeSnapshot>, Runnable {

	private final TreePath root;

	private final TreeListener listener;

	private final MirrorCore core;

	private final TreeChildren children;

	private final Awaited awaited = new Awaited();

	/** A znode that others knew as absent before it came; its read is on its way. */
	private @Nullable String joining;

	private boolean initialised;

	private boolean closed;

	MirroredTree(String root, TreeScope scope, TreeListener listener, MirrorCore core) {
		this.root = new TreePath(root, scope);
		this.listener = listener;
		this.core = core;
		this.children = new TreeChildren(this, core, this::appeared);
	}

	MirrorSubscription open() {
		this.core.locked(() -> {
			this.core.trees().add(this);
			this.core.recursive().addTree(this.root.path());
			follow(this.root.path());
		});
		return this;
	}

	boolean includes(String path) {
		return this.root.includes(path);
	}

	/**
	 * There is a new znode.
	 * @param path its path
	 */
	void appeared(String path) {
		if (includes(path)) {
			follow(path);
		}
	}

	private void follow(String path) {
		DataState state = this.core.znodes().data(path);
		if (state != null && state.hasListener(this)) {
			return;
		}
		boolean absent = state != null && state.isAbsent();
		this.awaited.expect();
		this.joining = absent ? path : null;
		ZnodeSnapshot known = this.core.attach(path, this).known();
		this.joining = null;
		if (known != null && known.stat() != null) {
			read(path, null, known.stat(), true);
		}
	}

	/**
	 * A znode was read; its children are looked for where no watch has told of them.
	 * @param path its path
	 * @param previous its stat before, {@code null} when there was none
	 * @param stat its stat now
	 * @param resync whether it is the first read since the connection began
	 */
	void read(String path, @Nullable Stat previous, Stat stat, boolean resync) {
		if (includes(path) && this.root.mayDescend(path)) {
			this.children.read(path, previous, stat, resync);
		}
	}

	@Override
	public void changed(ZnodeSnapshot snapshot) {
		changed(snapshot, null);
	}

	@Override
	public void changed(ZnodeSnapshot snapshot, @Nullable ZnodeSnapshot previous) {
		boolean present = snapshot.stat() != null;
		boolean wasPresent = previous != null && previous.stat() != null;
		boolean isRoot = snapshot.path().equals(this.root.path());
		if (previous == null) {
			this.awaited.came(snapshot.path());
		}
		if (!present) {
			descendants(snapshot.path()).forEach(this::gone);
			this.children.forget(snapshot.path());
		}
		if (present || wasPresent || isRoot) {
			this.listener.changed(snapshot);
		}
		if (!present && !isRoot && !snapshot.path().equals(this.joining)) {
			leave(snapshot.path());
		}
		settle();
	}

	// what is below a znode that is gone is gone, too: the deepest first
	private void gone(DataState state) {
		ZnodeSnapshot known = state.known();
		leave(state.path());
		if (known != null && known.stat() != null) {
			this.listener.changed(ZnodeSnapshot.absent(state.path()));
		}
	}

	private List<DataState> descendants(String path) {
		List<DataState> below = new ArrayList<>(this.core.znodes().dataIn(path));
		below.removeIf((state) -> state.path().equals(path) || !state.hasListener(this));
		Collections.reverse(below);
		return below;
	}

	private void leave(String path) {
		this.children.forget(path);
		DataState state = this.core.znodes().data(path);
		if (state != null && state.hasListener(this)) {
			this.awaited.left(state);
			this.core.detach(state, this);
		}
	}

	@Override
	public void failed(String path, Exception ex) {
		this.listener.failed(path, ex);
		DataState state = this.core.znodes().data(path);
		if (state != null) {
			this.awaited.refused(path, state);
		}
		settle();
	}

	/**
	 * Something that was waited for has come, and may have been the last.
	 */
	void settle() {
		if (!this.initialised) {
			this.core.queue().afterTurn(this);
		}
	}

	/**
	 * Say, at the end of a turn, when all of the tree has been read.
	 */
	@Override
	public void run() {
		if (!this.initialised && !this.closed && this.awaited.isEmpty() && this.children.isComplete()) {
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
			if (known != null && known.stat() != null && !state.isCovered()) {
				read(state.path(), known.stat(), known.stat(), false);
			}
		});
	}

	private List<DataState> members() {
		return this.core.znodes().dataIn(this.root.path()).stream().filter((state) -> state.hasListener(this)).toList();
	}

	@Override
	public boolean isStale() {
		synchronized (this.core.link()) {
			return this.core.link().handle() == null || !this.initialised || this.children.isStale()
					|| members().stream().anyMatch(this.core::isStale);
		}
	}

	@Override
	public void resync() {
		this.core.locked(() -> {
			if (!this.closed) {
				members().forEach((state) -> state.resync(this.core.queue()));
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
				members().forEach((state) -> leave(state.path()));
				this.core.recursive().removeTree(this.root.path());
			}
		});
	}

}
