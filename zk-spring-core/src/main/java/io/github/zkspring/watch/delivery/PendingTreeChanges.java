package io.github.zkspring.watch.delivery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.TreeScope;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Collects the changes of a tree that is delivered znode by znode. A newer state of a
 * znode replaces its pending state, and a znode that was created and deleted before its
 * creation was delivered leaves nothing, so there are never more entries than znodes.
 * Deletions are delivered first, children before their parents; then creations and
 * updates, parents before their children.
 */
class PendingTreeChanges implements PendingState<ZnodeSnapshot>, MirrorListener<ZnodeSnapshot> {

	private final Function<PendingTreeChanges, MirrorSubscription> source;

	private final TreeScope scope;

	private final Listener listener;

	private final TreeMap<String, Update> updates = new TreeMap<>();

	private final NavigableSet<String> deletions = new TreeSet<>();

	private final Map<String, Delivered> delivered = new HashMap<>();

	/** The paths received since the subscription, {@code null} once it is complete. */
	private @Nullable Set<String> received = new HashSet<>();

	/** Whether states belong to the first state of the tree. */
	private boolean initial = true;

	/**
	 * Creates a pending state without changes.
	 * @param scope selects the znodes
	 * @param listener the listener for changes
	 * @param source subscribes to the mirror
	 */
	PendingTreeChanges(TreeScope scope, Listener listener, Function<PendingTreeChanges, MirrorSubscription> source) {
		this.scope = scope;
		this.listener = listener;
		this.source = source;
	}

	@Override
	public MirrorSubscription subscribe() {
		synchronized (this) {
			this.received = new HashSet<>();
			this.updates.clear();
			this.deletions.clear();
		}
		return this.source.apply(this);
	}

	@Override
	public void changed(ZnodeSnapshot znode) {
		if (this.scope.matches(znode.path())) {
			this.listener.received(znode.path(), put(znode));
		}
	}

	/**
	 * Adds the state of a znode.
	 * @param znode the state
	 * @return whether it replaced a pending state
	 */
	private synchronized boolean put(ZnodeSnapshot znode) {
		String path = znode.path();
		Update pending = this.updates.get(path);
		boolean replaced = pending != null || this.deletions.contains(path);
		if (this.received != null) {
			this.received.add(path);
		}
		boolean unknownRoot = path.equals(this.scope.root()) && !this.delivered.containsKey(path);
		if (znode.stat() == null && !unknownRoot) {
			delete(path);
			return replaced;
		}
		this.deletions.remove(path);
		Delivered known = this.delivered.get(path);
		if (known != null && znode.isSameState(known.znode())) {
			this.updates.remove(path);
		}
		else {
			this.updates.put(path, new Update(znode, (pending != null) ? pending.initial() : this.initial));
		}
		return replaced;
	}

	private void delete(String path) {
		this.updates.remove(path);
		Delivered known = this.delivered.get(path);
		if (known != null && known.znode().stat() != null) {
			this.deletions.add(path);
		}
	}

	// znodes that the complete tree does not contain were deleted
	@Override
	public void initialised() {
		synchronized (this) {
			Set<String> present = this.received;
			if (present == null) {
				return;
			}
			this.delivered.keySet().stream().filter((path) -> !present.contains(path)).toList().forEach(this::delete);
			this.updates.keySet().retainAll(present);
			this.received = null;
			this.initial = false;
		}
		this.listener.completed();
	}

	@Override
	public void failed(String path, Exception ex) {
		this.listener.refused(path, ex);
	}

	@Override
	public synchronized @Nullable Change<ZnodeSnapshot> next() {
		String deleted = this.deletions.pollLast();
		if (deleted != null) {
			return change(ZnodeSnapshot.absent(deleted), false);
		}
		Map.Entry<String, Update> next = this.updates.pollFirstEntry();
		return (next != null) ? change(next.getValue().znode(), next.getValue().initial()) : null;
	}

	private Change<ZnodeSnapshot> change(ZnodeSnapshot znode, boolean initial) {
		Delivered known = this.delivered.get(znode.path());
		if (known != null) {
			return new Change<>(znode, known.znode(), known.payload());
		}
		return new Change<>(znode, initial ? null : ZnodeSnapshot.absent(znode.path()), null);
	}

	@Override
	public synchronized void delivered(Change<ZnodeSnapshot> change, @Nullable Object payload) {
		ZnodeSnapshot znode = change.state();
		if (znode.stat() != null || znode.path().equals(this.scope.root())) {
			this.delivered.put(znode.path(), new Delivered(znode, payload));
		}
		else {
			this.delivered.remove(znode.path());
		}
	}

	@Override
	public void unreadable(Change<ZnodeSnapshot> change) {
		// the next event continues from the last readable state
	}

	@Override
	public synchronized boolean putBack(Change<ZnodeSnapshot> change) {
		String path = change.state().path();
		if (this.updates.containsKey(path) || this.deletions.contains(path)) {
			return false;
		}
		if (change.state().stat() == null && change.previous() != null) {
			this.deletions.add(path);
		}
		else {
			this.updates.put(path, new Update(change.state(), change.previous() == null));
		}
		return true;
	}

	@Override
	public synchronized void restart() {
		this.updates.replaceAll((path, pending) -> new Update(pending.znode(), true));
		this.delivered.forEach((path, known) -> {
			if (!this.deletions.contains(path)) {
				this.updates.putIfAbsent(path, new Update(known.znode(), true));
			}
		});
		String root = this.scope.root();
		if (this.deletions.contains(root)) {
			this.updates.put(root, new Update(ZnodeSnapshot.absent(root), true));
		}
		this.deletions.clear();
		this.delivered.clear();
	}

	@Override
	public synchronized @Nullable Stat lastStat(String path) {
		Delivered known = this.delivered.get(path);
		return (known != null) ? known.znode().stat() : null;
	}

	@Override
	public synchronized boolean isEmpty() {
		return this.updates.isEmpty() && this.deletions.isEmpty();
	}

	@Override
	public synchronized boolean isInitialised() {
		return this.received == null && isEmpty();
	}

	@Override
	public boolean isBehind() {
		return !isInitialised();
	}

	/**
	 * A pending creation or update.
	 *
	 * @param znode the state
	 * @param initial whether it belongs to the first state of the tree
	 */
	private record Update(ZnodeSnapshot znode, boolean initial) {

	}

	/**
	 * The last delivery of a znode.
	 *
	 * @param znode the state
	 * @param payload the payload of its event
	 */
	private record Delivered(ZnodeSnapshot znode, @Nullable Object payload) {

	}

}
