package io.github.zkspring.mirror;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A znode as it was read: present with data and stat, or absent.
 *
 * @param path the path, as the application names it
 * @param data the bytes, empty for a znode without data, {@code null} when absent; must
 * not be changed
 * @param stat the stat, {@code null} when absent
 */
public record ZnodeSnapshot(String path, byte @Nullable [] data, @Nullable Stat stat) implements Snapshot {

	private static final byte[] NO_DATA = {};

	static ZnodeSnapshot present(String path, byte @Nullable [] data, Stat stat) {
		return new ZnodeSnapshot(path, (data != null) ? data : NO_DATA, stat);
	}

	/**
	 * Creates the state of a missing znode.
	 * @param path the path
	 * @return the state
	 */
	public static ZnodeSnapshot absent(String path) {
		return new ZnodeSnapshot(path, null, null);
	}

	/**
	 * Returns the same state with the stat of another read.
	 * @param read the stat
	 * @return a snapshot that shares the data
	 */
	ZnodeSnapshot withStat(Stat read) {
		return read.equals(this.stat) ? this : new ZnodeSnapshot(this.path, this.data, read);
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
	 * Returns whether another snapshot shows the same state: both absent, or the same
	 * znode (czxid) after the same write (mzxid). The times tell apart the equal zxids of
	 * an ensemble that was wiped.
	 */
	@Override
	public boolean isSameState(Snapshot other) {
		return isState(other.stat());
	}

	/**
	 * Returns whether a read shows the state of this snapshot.
	 * @param read the stat of the read, {@code null} for a znode that does not exist
	 * @return {@code true} for the same znode after the same write
	 */
	boolean isState(@Nullable Stat read) {
		Stat own = this.stat;
		if (own == null || read == null) {
			return own == read;
		}
		return own.getCzxid() == read.getCzxid() && own.getMzxid() == read.getMzxid()
				&& own.getCtime() == read.getCtime() && own.getMtime() == read.getMtime();
	}

	/**
	 * Returns path and stat, without the data.
	 */
	@Override
	public String toString() {
		return (this.stat == null) ? this.path + " (absent)"
				: "%s (version %d, mzxid 0x%x)".formatted(this.path, this.stat.getVersion(), this.stat.getMzxid());
	}

}
