package io.github.zkspring.mirror;

import java.util.Collection;
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
 * @param data the children themselves by name, where they are watched too; else empty
 */
public record ChildrenSnapshot(String path, List<String> names, @Nullable Stat stat,
		Map<String, ZnodeSnapshot> data) implements Snapshot {

	static ChildrenSnapshot present(String path, Collection<String> names, Stat stat) {
		return new ChildrenSnapshot(path, Names.sorted(names), stat, Map.of());
	}

	static ChildrenSnapshot absent(String path) {
		return new ChildrenSnapshot(path, Names.sorted(List.of()), null, Map.of());
	}

	/**
	 * The same children with another stat of the parent.
	 * @param stat the stat
	 * @return a snapshot with the same list
	 */
	ChildrenSnapshot withStat(Stat stat) {
		return new ChildrenSnapshot(this.path, this.names, stat, this.data);
	}

	ChildrenSnapshot withData(Map<String, ZnodeSnapshot> data) {
		return new ChildrenSnapshot(this.path, this.names, this.stat, data);
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
	 * Whether a read of the parent shows the list of this snapshot.
	 * @param read the stat of the parent as it was read
	 * @return {@code true} for the same parent (czxid) after the same change of its
	 * children (pzxid)
	 */
	boolean isListOf(Stat read) {
		return this.stat != null && this.stat.getCzxid() == read.getCzxid() && this.stat.getPzxid() == read.getPzxid();
	}

	/**
	 * Whether another snapshot shows the same state: the same parent (czxid) after the
	 * same change of its children (pzxid), and the same data where it is watched.
	 */
	@Override
	public boolean isSameState(Snapshot other) {
		return other instanceof ChildrenSnapshot children && isSameParent(children) && isSameData(children);
	}

	private boolean isSameParent(ChildrenSnapshot other) {
		return (other.stat != null) ? isListOf(other.stat) : this.stat == null;
	}

	private boolean isSameData(ChildrenSnapshot other) {
		if (this.data instanceof ChildrenData mine && other.data instanceof ChildrenData others) {
			return mine.isSameState(others);
		}
		return this.data.keySet().equals(other.data.keySet()) && this.data.entrySet().stream().allMatch((entry) -> {
			ZnodeSnapshot others = other.data.get(entry.getKey());
			return others != null && entry.getValue().isSameState(others);
		});
	}

	/**
	 * Names the path and counts the children.
	 */
	@Override
	public String toString() {
		return this.path + ((this.stat != null) ? " (" + this.names.size() + " children)" : " (absent)");
	}

}
