package io.github.zkspring.watch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.EventFactory.Before;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be delivered of a tree, znode by znode, and what was delivered. A newer
 * state of a znode replaces the one that waits; a znode that came and went before anybody
 * was told leaves nothing. So there is never more here than there are znodes.
 */
class TreeSlot {

	private final String root;

	// both in the order of their paths, in which a parent comes before what is below it
	private final TreeMap<String, Pending> coming = new TreeMap<>();

	private final NavigableSet<String> going = new TreeSet<>();

	private final Map<String, Before<ZnodeSnapshot>> known = new HashMap<>();

	private final Map<String, Exception> refused = new LinkedHashMap<>();

	private @Nullable Set<String> seen = new HashSet<>();

	private boolean first = true;

	TreeSlot(String root) {
		this.root = root;
	}

	/**
	 * Expect the tree from the beginning.
	 */
	synchronized void begin() {
		this.seen = new HashSet<>();
		this.coming.clear();
		this.going.clear();
	}

	/**
	 * The tree has been handed over: what was not among it is gone.
	 */
	synchronized void complete() {
		Set<String> present = this.seen;
		if (present != null) {
			this.known.keySet().stream().filter((path) -> !present.contains(path)).toList().forEach(this::gone);
			this.coming.keySet().removeIf((path) -> !present.contains(path));
			this.seen = null;
			this.first = false;
		}
	}

	/**
	 * Take the next state of a znode.
	 * @param znode the state
	 * @return whether another one of it has waited, which is not delivered any more
	 */
	synchronized boolean put(ZnodeSnapshot znode) {
		String path = znode.path();
		Pending waiting = this.coming.get(path);
		boolean replaced = waiting != null || this.going.contains(path);
		if (this.seen != null) {
			this.seen.add(path);
		}
		if (znode.stat() == null && !(path.equals(this.root) && !this.known.containsKey(path))) {
			gone(path);
			return replaced;
		}
		this.going.remove(path);
		Before<ZnodeSnapshot> before = this.known.get(path);
		if (before != null && before.snapshot() != null && znode.isSameState(before.snapshot())) {
			this.coming.remove(path);
		}
		else {
			this.coming.put(path, new Pending(znode, (waiting != null) ? waiting.first() : this.first));
		}
		return replaced;
	}

	private void gone(String path) {
		this.coming.remove(path);
		Before<ZnodeSnapshot> before = this.known.get(path);
		if (before != null && before.snapshot() != null && before.snapshot().stat() != null) {
			this.going.add(path);
		}
	}

	/**
	 * Take what is to be delivered next: what goes first, the deepest at first, then what
	 * comes or changed, from the top.
	 * @return the state of a znode, {@code null} when nothing waits
	 */
	synchronized @Nullable Pending next() {
		String gone = this.going.pollLast();
		if (gone != null) {
			return new Pending(new ZnodeSnapshot(gone, null, null), false);
		}
		Map.Entry<String, Pending> come = this.coming.pollFirstEntry();
		return (come != null) ? come.getValue() : null;
	}

	/**
	 * Put a state back that is to be delivered again, unless a newer one has come.
	 * @param pending the state
	 * @return whether it is in again
	 */
	synchronized boolean giveBack(Pending pending) {
		String path = pending.znode().path();
		if (this.coming.containsKey(path) || this.going.contains(path)) {
			return false;
		}
		if (pending.znode().stat() == null && !pending.first()) {
			this.going.add(path);
		}
		else {
			this.coming.put(path, pending);
		}
		return true;
	}

	/**
	 * What was delivered of a znode before.
	 * @param pending its next state
	 * @return its last one
	 */
	synchronized Before<ZnodeSnapshot> before(Pending pending) {
		String path = pending.znode().path();
		Before<ZnodeSnapshot> before = this.known.get(path);
		if (before != null) {
			return before;
		}
		return new Before<>(pending.first() ? null : new ZnodeSnapshot(path, null, null), null);
	}

	synchronized void delivered(ZnodeSnapshot znode, @Nullable Object memory) {
		if (znode.stat() != null || znode.path().equals(this.root)) {
			this.known.put(znode.path(), new Before<>(znode, memory));
		}
		else {
			this.known.remove(znode.path());
		}
	}

	synchronized void refuse(String path, Exception ex) {
		this.refused.put(path, ex);
	}

	synchronized Map<String, Exception> takeRefused() {
		Map<String, Exception> taken = Map.copyOf(this.refused);
		this.refused.clear();
		return taken;
	}

	synchronized boolean isEmpty() {
		return this.coming.isEmpty() && this.going.isEmpty();
	}

	/**
	 * Whether everything has been handed over and taken.
	 * @return {@code true} when nothing is outstanding
	 */
	synchronized boolean isDone() {
		return this.seen == null && isEmpty();
	}

	/**
	 * The state of a znode that waits.
	 *
	 * @param znode the state
	 * @param first whether it is part of the first state of the tree
	 */
	record Pending(ZnodeSnapshot znode, boolean first) {

	}

}
