package io.github.zkspring.mirror;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A znode as it was read: present with data and stat, or absent.
 *
 * @param path its path, as the application names it
 * @param data its bytes, empty for a znode without data, {@code null} when absent; not to
 * be changed
 * @param stat its stat, {@code null} when absent
 */
public record ZnodeSnapshot(String path, byte @Nullable [] data, @Nullable Stat stat) implements Snapshot {

	private static final byte[] NO_DATA = {};

	static ZnodeSnapshot present(String path, byte @Nullable [] data, Stat stat) {
		return new ZnodeSnapshot(path, (data != null) ? data : NO_DATA, stat);
	}

	static ZnodeSnapshot absent(String path) {
		return new ZnodeSnapshot(path, null, null);
	}

	@Override
	public long zxid() {
		return (this.stat != null) ? this.stat.getMzxid() : -1;
	}

	@Override
	public int version() {
		return (this.stat != null) ? this.stat.getVersion() : -1;
	}

	/**
	 * Whether another snapshot shows the same state: both absent, or the same znode
	 * (czxid) after the same write (mzxid).
	 */
	@Override
	public boolean isSameState(Snapshot other) {
		return isState(other.stat());
	}

	/**
	 * Whether a read shows the state of this snapshot.
	 * @param read the stat as it was read, {@code null} for a znode that does not exist
	 * @return {@code true} when it does
	 */
	boolean isState(@Nullable Stat read) {
		Stat mine = this.stat;
		if (mine == null || read == null) {
			return mine == read;
		}
		return mine.getCzxid() == read.getCzxid() && mine.getMzxid() == read.getMzxid();
	}

	/**
	 * Names path and stat, and keeps the data to itself.
	 */
	@Override
	public String toString() {
		return (this.stat == null) ? this.path + " (absent)"
				: "%s (version %d, mzxid 0x%x)".formatted(this.path, this.stat.getVersion(), this.stat.getMzxid());
	}

}
