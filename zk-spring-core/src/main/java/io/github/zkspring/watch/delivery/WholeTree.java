package io.github.zkspring.watch.delivery;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.TreeScope;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Collects the znodes of a tree that is delivered as a whole. The tree is updated znode
 * by znode and copied for each delivery.
 */
class WholeTree implements MirrorListener<ZnodeSnapshot> {

	private final TreeScope scope;

	private final LatestState<ChildrenSnapshot> pending;

	private final SortedMap<String, ZnodeSnapshot> znodes = new TreeMap<>();

	private @Nullable Stat root;

	private boolean complete;

	/**
	 * Creates an empty tree.
	 * @param scope selects the znodes
	 * @param pending the pending state of the tree
	 */
	WholeTree(TreeScope scope, LatestState<ChildrenSnapshot> pending) {
		this.scope = scope;
		this.pending = pending;
	}

	@Override
	public void changed(ZnodeSnapshot znode) {
		if (put(znode)) {
			this.pending.changed(this.scope.root(), this::copy);
		}
	}

	private synchronized boolean put(ZnodeSnapshot znode) {
		if (znode.path().equals(this.scope.root())) {
			this.root = znode.stat();
		}
		if (!this.scope.matches(znode.path())) {
			return false;
		}
		if (znode.stat() != null) {
			this.znodes.put(znode.path(), znode);
		}
		else {
			this.znodes.remove(znode.path());
		}
		return this.complete;
	}

	@Override
	public void initialised() {
		synchronized (this) {
			this.complete = true;
		}
		this.pending.changed(this.scope.root(), this::copy);
	}

	@Override
	public void failed(String path, Exception ex) {
		this.pending.failed(path, ex);
	}

	private synchronized ChildrenSnapshot copy() {
		SortedMap<String, ZnodeSnapshot> copy = Collections.unmodifiableSortedMap(new TreeMap<>(this.znodes));
		return new ChildrenSnapshot(this.scope.root(), List.copyOf(copy.keySet()), this.root, copy);
	}

}
