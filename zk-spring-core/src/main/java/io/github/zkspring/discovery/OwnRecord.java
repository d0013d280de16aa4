package io.github.zkspring.discovery;

import java.util.Arrays;

import org.apache.zookeeper.data.Stat;

/**
 * A record of this application: what is to be written, or what was.
 *
 * @param path the path of its znode, on the server's side
 * @param data its bytes
 * @param mzxid the write that put it there, {@code 0} while that is not known
 */
record OwnRecord(String path, byte[] data, long mzxid) {

	OwnRecord at(long write) {
		return new OwnRecord(this.path, this.data, write);
	}

	boolean isSameAs(OwnRecord other) {
		return Arrays.equals(this.data, other.data);
	}

	/**
	 * Whether a znode holds this record, and nobody has written into it since.
	 * @param stat the stat of the znode
	 * @return {@code true} when it does
	 */
	boolean isAt(Stat stat) {
		return (this.mzxid != 0) ? this.mzxid == stat.getMzxid() : stat.getVersion() == 0;
	}

}
