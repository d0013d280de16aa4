package io.github.zkspring.watch;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.TreeListener;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Watches a tree as a whole. The tree is kept up to date znode by znode, and is copied
 * when it is delivered.
 */
class WholeTreeWatch extends ConflatedWatch<TreeListener, ChildrenSnapshot, ChildrenEvent<Object>>
		implements TreeListener {

	private final Predicate<String> filter;

	private SortedMap<String, ZnodeSnapshot> tree = new TreeMap<>();

	private @Nullable ZnodeSnapshot root;

	private boolean complete;

	private boolean changed;

	private @Nullable ChildrenSnapshot again;

	WholeTreeWatch(WatchPlan<TreeListener, ChildrenSnapshot, ChildrenEvent<Object>> plan, String id, String path,
			WatchCall<ChildrenEvent<Object>> call, Predicate<String> filter) {
		super(plan, id, path, call);
		this.filter = filter;
	}

	@Override
	MirrorSubscription subscribe() {
		synchronized (this) {
			this.tree = new TreeMap<>();
			this.complete = false;
			this.changed = false;
			this.again = null;
		}
		return this.plan.source().subscribe(path(), this);
	}

	@Override
	public void changed(ZnodeSnapshot znode) {
		if (put(znode)) {
			arrived();
		}
	}

	private synchronized boolean put(ZnodeSnapshot znode) {
		if (znode.path().equals(path())) {
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
		if (this.changed || this.again != null) {
			counters().conflated();
		}
		this.changed = this.complete;
		return this.complete;
	}

	@Override
	public void initialised() {
		synchronized (this) {
			this.complete = true;
			this.changed = true;
		}
		arrived();
	}

	@Override
	public void failed(String refused, Exception ex) {
		refuse(refused, ex);
	}

	@Override
	synchronized @Nullable ChildrenSnapshot take() {
		ChildrenSnapshot snapshot = this.again;
		this.again = null;
		if (this.changed) {
			this.changed = false;
			SortedMap<String, ZnodeSnapshot> copy = Collections.unmodifiableSortedMap(new TreeMap<>(this.tree));
			snapshot = new ChildrenSnapshot(path(), List.copyOf(copy.keySet()),
					(this.root != null) ? this.root.stat() : null, copy);
		}
		return snapshot;
	}

	@Override
	synchronized void giveBack(ChildrenSnapshot snapshot) {
		this.again = snapshot;
	}

	@Override
	synchronized boolean isWaiting() {
		return this.changed || !this.complete || this.again != null;
	}

}
