package io.github.zkspring.mirror;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The children of a znode as they were read. A parent that does not exist has none.
 *
 * @param path the path of the parent, as the application names it
 * @param names the names of the children, sorted
 * @param stat the stat of the parent, {@code null} when it does not exist
 * @param data the children by name, in the order of the names, where their data is
 * watched, too; otherwise empty
 */
public record ChildrenSnapshot(String path, List<String> names, @Nullable Stat stat,
		Map<String, ZnodeSnapshot> data) implements Snapshot {

	static ChildrenSnapshot present(String path, Collection<String> names, Stat stat) {
		return new ChildrenSnapshot(path, names.stream().sorted().toList(), stat, Map.of());
	}

	static ChildrenSnapshot absent(String path) {
		return new ChildrenSnapshot(path, List.of(), null, Map.of());
	}

	/**
	 * Returns the same children with the stat of another read of the parent.
	 * @param read the stat
	 * @return a snapshot that shares the list
	 */
	ChildrenSnapshot withStat(Stat read) {
		return new ChildrenSnapshot(this.path, this.names, read, this.data);
	}

	ChildrenSnapshot withData(Map<String, ZnodeSnapshot> children) {
		return new ChildrenSnapshot(this.path, this.names, this.stat, Collections.unmodifiableMap(children));
	}

	@Override
	public long zxid() {
		long newest = (this.stat != null) ? Math.max(this.stat.getCzxid(), this.stat.getPzxid()) : -1;
		for (ZnodeSnapshot child : this.data.values()) {
			newest = Math.max(newest, child.zxid());
		}
		return newest;
	}

	@Override
	public int version() {
		return (this.stat != null) ? this.stat.getCversion() : -1;
	}

	/**
	 * Returns whether a read shows the same list of the same parent.
	 * @param read the read
	 * @return {@code true} for the same parent (czxid) after the same change of its
	 * children (pzxid); the names tell apart the equal zxids of an ensemble that was
	 * wiped
	 */
	boolean isSameParent(ChildrenSnapshot read) {
		if (this.stat == null || read.stat == null) {
			return this.stat == read.stat;
		}
		return this.stat.getCzxid() == read.stat.getCzxid() && this.stat.getCtime() == read.stat.getCtime()
				&& this.stat.getPzxid() == read.stat.getPzxid() && this.names.equals(read.names);
	}

	/**
	 * Returns whether another snapshot shows the same state: the same parent (czxid)
	 * after the same change of its children (pzxid), and the same data where it is
	 * watched.
	 */
	@Override
	public boolean isSameState(Snapshot other) {
		return other instanceof ChildrenSnapshot children && isSameParent(children) && isSameData(children);
	}

	/**
	 * Returns whether another snapshot shows the same data of the same children.
	 * @param other the other snapshot
	 * @return {@code true} when no child was created, changed or deleted
	 */
	public boolean isSameData(ChildrenSnapshot other) {
		return this.data.size() == other.data.size() && this.data.entrySet().stream().allMatch((entry) -> {
			ZnodeSnapshot child = other.data.get(entry.getKey());
			return child != null && entry.getValue().isSameState(child);
		});
	}

	/**
	 * Returns the path and the number of children.
	 */
	@Override
	public String toString() {
		return this.path + ((this.stat != null) ? " (" + this.names.size() + " children)" : " (absent)");
	}

}
