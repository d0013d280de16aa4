package io.github.zkspring.mirror;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.zkspring.client.ZkPaths;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Finds the znodes of a tree. With a recursive watch, which reports later creations, it
 * lists the children of each znode once; otherwise it watches the children of each.
 * Guarded by the lock of the mirror.
 */
class TreeChildren implements MirrorListener<ChildrenSnapshot> {

	private final MirroredTree tree;

	private final Mirror mirror;

	/** The listings under way, by the path of the parent. */
	private final Map<String, ChildrenListing> listings = new HashMap<>();

	/** The watched children, where there is no recursive watch. */
	private final Map<String, ChildrenState> watched = new HashMap<>();

	TreeChildren(MirroredTree tree, Mirror mirror) {
		this.tree = tree;
		this.mirror = mirror;
	}

	/**
	 * Looks for children of a znode after it was read.
	 * @param path the path of the znode
	 * @param previous its stat before, {@code null} when there was none
	 * @param stat its stat now
	 * @param resync whether it is the first read since events may have been missed
	 */
	void read(String path, @Nullable Stat previous, Stat stat, boolean resync) {
		boolean reported = previous != null && (!resync || previous.getPzxid() == stat.getPzxid());
		if (!this.mirror.recursive().covers(path)) {
			this.listings.remove(path);
			if (!this.watched.containsKey(path)) {
				this.watched.put(path, this.mirror.states().attachChildren(path, this));
			}
		}
		else if (!reported && stat.getNumChildren() > 0 && !this.listings.containsKey(path)) {
			ChildrenListing listing = new ChildrenListing(path, stat.getNumChildren());
			this.listings.put(path, listing);
			this.mirror.queue().add(listing);
		}
	}

	@Override
	public void changed(ChildrenSnapshot snapshot) {
		found(snapshot.path(), snapshot.names());
	}

	private void found(String parent, List<String> names) {
		names.forEach((name) -> this.tree.created(ZkPaths.join(parent, name)));
		this.tree.checkComplete();
	}

	@Override
	public void failed(String path, Exception ex) {
		this.tree.failed(path, ex);
	}

	void forget(String path) {
		this.listings.remove(path);
		ChildrenState children = this.watched.remove(path);
		if (children != null) {
			this.mirror.states().detach(children, this);
		}
	}

	void resync() {
		this.watched.values().forEach(MirroredState::resync);
	}

	void connected() {
		this.listings.values().forEach(this.mirror.queue()::add);
	}

	/**
	 * Returns whether the children of all znodes are known, except those that the server
	 * refuses to list.
	 * @return {@code true} when no answer is missing
	 */
	boolean isComplete() {
		return this.listings.values().stream().allMatch((listing) -> listing.failures > 0) && this.watched.values()
			.stream()
			.allMatch((state) -> state.isInitialised() || state.readState().failures() > 0);
	}

	boolean isStale() {
		return !this.listings.isEmpty() || this.watched.values().stream().anyMatch(this.mirror::isStale);
	}

	/**
	 * One read of the names of the children of a znode.
	 */
	private final class ChildrenListing implements PendingRead {

		/** An estimate of the bytes of a name. */
		private static final long NAME_BYTES = 64;

		private final String path;

		private final int children;

		private int failures;

		private ChildrenListing(String path, int children) {
			this.path = path;
			this.children = children;
		}

		@Override
		public String path() {
			return this.path;
		}

		@Override
		public Operation operation(boolean checkSize) {
			return Operation.NAMES;
		}

		@Override
		public boolean setsWatch() {
			return false;
		}

		@Override
		public int expectedBytes(ReadLimits limits) {
			return (int) Math.min(this.children * NAME_BYTES, ReadLimits.BATCH_BYTES);
		}

		private boolean isWanted() {
			return TreeChildren.this.listings.get(this.path) == this;
		}

		@Override
		public boolean begin() {
			return isWanted();
		}

		@Override
		public void received(Result result) {
			if (TreeChildren.this.listings.remove(this.path, this)) {
				List<String> names = (result.names() != null) ? result.names() : List.of();
				found(this.path, names.stream().sorted().toList());
			}
		}

		@Override
		public void lost(boolean suspected) {
			TreeChildren.this.mirror.queue().add(this);
		}

		@Override
		public void refused(Code code) {
			this.failures++;
			ReadQueue queue = TreeChildren.this.mirror.queue();
			TreeChildren.this.mirror.connection().retryLater(this.failures, () -> {
				queue.add(this);
				queue.pump();
			});
			if (isWanted()) {
				TreeChildren.this.tree.failed(this.path, KeeperException.create(code, this.path));
			}
		}

		@Override
		public void end() {
		}

	}

}
