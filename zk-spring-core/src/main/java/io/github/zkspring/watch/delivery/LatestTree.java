package io.github.zkspring.watch.delivery;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.TreeListener;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest state of a whole tree. The tree is updated znode by znode and copied
 * for each delivery.
 */
class LatestTree extends ConflatedState<ChildrenSnapshot> implements TreeListener {

	private final Source<TreeListener> source;

	private final TreeFilter filter;

	private SortedMap<String, ZnodeSnapshot> tree = new TreeMap<>();

	private @Nullable ZnodeSnapshot root;

	private boolean complete;

	private boolean changed;

	/** A state whose delivery failed and has to be repeated. */
	private @Nullable ChildrenSnapshot failed;

	LatestTree(Source<TreeListener> source, TreeFilter filter, EventFactory<ChildrenSnapshot, ?> events,
			Listener listener) {
		super(events, listener);
		this.source = source;
		this.filter = filter;
	}

	@Override
	public MirrorSubscription subscribe(String path) {
		synchronized (this) {
			this.tree = new TreeMap<>();
			this.complete = false;
			this.changed = false;
			this.failed = null;
		}
		return this.source.subscribe(path, this);
	}

	@Override
	public void changed(ZnodeSnapshot znode) {
		boolean conflated;
		synchronized (this) {
			if (!put(znode) || !this.complete) {
				return;
			}
			conflated = this.changed || this.failed != null;
			this.changed = true;
		}
		listener().received(this.filter.root(), conflated);
	}

	private boolean put(ZnodeSnapshot znode) {
		if (znode.path().equals(this.filter.root())) {
			this.root = znode;
		}
		if (!this.filter.test(znode.path())) {
			return false;
		}
		if (znode.stat() != null) {
			this.tree.put(znode.path(), znode);
		}
		else {
			this.tree.remove(znode.path());
		}
		return true;
	}

	@Override
	public void initialised() {
		synchronized (this) {
			this.complete = true;
			this.changed = true;
		}
		listener().received(this.filter.root(), false);
	}

	@Override
	public void failed(String path, Exception ex) {
		listener().refused(path, ex);
	}

	@Override
	synchronized @Nullable ChildrenSnapshot take() {
		ChildrenSnapshot state = this.failed;
		this.failed = null;
		if (this.changed) {
			this.changed = false;
			SortedMap<String, ZnodeSnapshot> copy = Collections.unmodifiableSortedMap(new TreeMap<>(this.tree));
			state = new ChildrenSnapshot(this.filter.root(), List.copyOf(copy.keySet()),
					(this.root != null) ? this.root.stat() : null, copy);
		}
		return state;
	}

	@Override
	synchronized boolean putBack(ChildrenSnapshot state) {
		if (this.changed) {
			return false;
		}
		this.failed = state;
		return true;
	}

	@Override
	public synchronized boolean isEmpty() {
		return !this.changed && this.failed == null;
	}

	@Override
	public synchronized boolean isBehind() {
		return !this.complete || super.isBehind();
	}

}
