package io.github.zkspring.mirror;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkPaths;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Finds the znodes of a tree: by listing the children of each, once, where a recursive
 * watch reports those that come later; else by watching the children of every znode.
 * Guarded by the lock of the mirror.
 */
class TreeChildren implements MirrorListener<ChildrenSnapshot> {

	private final MirroredTree tree;

	private final MirrorCore core;

	private final Consumer<String> found;

	/** Znodes whose children are looked for. */
	private final Map<String, Listing> listings = new HashMap<>();

	/** Znodes whose children are watched one by one. */
	private final Map<String, ChildrenState> watched = new HashMap<>();

	TreeChildren(MirroredTree tree, MirrorCore core, Consumer<String> found) {
		this.tree = tree;
		this.core = core;
		this.found = found;
	}

	/**
	 * A znode was read.
	 * @param path its path
	 * @param previous its stat before, {@code null} when there was none
	 * @param stat its stat now
	 * @param resync whether it is the first read since the connection began
	 */
	void read(String path, @Nullable Stat previous, Stat stat, boolean resync) {
		boolean reported = previous != null && (!resync || previous.getPzxid() == stat.getPzxid());
		if (!this.core.recursive().covers(path)) {
			this.listings.remove(path);
			watch(path);
		}
		else if (!reported && stat.getNumChildren() > 0 && !this.listings.containsKey(path)) {
			Listing listing = new Listing(this, path, stat.getNumChildren());
			this.listings.put(path, listing);
			this.core.queue().add(listing);
		}
	}

	private void watch(String path) {
		if (!this.watched.containsKey(path)) {
			this.watched.put(path, this.core.attachChildren(path, this));
		}
	}

	boolean awaits(Listing listing) {
		return this.listings.get(listing.path()) == listing;
	}

	void listed(Listing listing, List<String> names) {
		if (this.listings.remove(listing.path(), listing)) {
			foundAll(listing.path(), names.stream().sorted().toList());
		}
	}

	void refused(Listing listing, Exception ex) {
		if (awaits(listing)) {
			this.tree.failed(listing.path(), ex);
		}
	}

	@Override
	public void changed(ChildrenSnapshot snapshot) {
		foundAll(snapshot.path(), snapshot.names());
	}

	private void foundAll(String parent, List<String> names) {
		names.forEach((name) -> this.found.accept(ZkPaths.join(parent, name)));
		this.tree.settle();
	}

	@Override
	public void failed(String path, Exception ex) {
		this.tree.failed(path, ex);
	}

	void forget(String path) {
		this.listings.remove(path);
		ChildrenState children = this.watched.remove(path);
		if (children != null) {
			this.core.detach(children, this);
		}
	}

	void resync() {
		this.watched.values().forEach((state) -> state.resync(this.core.queue()));
	}

	void connected() {
		this.listings.values().forEach(this.core.queue()::add);
	}

	/**
	 * Whether the children of all znodes are known, as far as the server tells them.
	 * @return {@code true} when nothing is on its way
	 */
	boolean isComplete() {
		return this.listings.values().stream().allMatch(Listing::isRefused)
				&& this.watched.values().stream().allMatch((state) -> state.isInitialised() || state.failures() > 0);
	}

	boolean isStale() {
		return !this.listings.isEmpty() || this.watched.values().stream().anyMatch(this.core::isStale);
	}

}
