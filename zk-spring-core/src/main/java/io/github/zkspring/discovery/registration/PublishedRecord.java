package io.github.zkspring.discovery.registration;

import java.util.Arrays;

import org.apache.zookeeper.data.Stat;

/**
 * The record of this application, to be written or already written.
 *
 * @param path the server-side path of its znode
 * @param data its bytes
 * @param mzxid the transaction of the write, {@code 0} while unknown
 */
record PublishedRecord(String path, byte[] data, long mzxid) {

	PublishedRecord withMzxid(long mzxid) {
		return new PublishedRecord(this.path, this.data, mzxid);
	}

	boolean hasSameData(PublishedRecord other) {
		return Arrays.equals(this.data, other.data);
	}

	/**
	 * Return whether a znode still holds this record, unchanged since the write.
	 * @param stat the stat of the znode
	 * @return {@code true} if no other client has changed the znode
	 */
	boolean isCurrent(Stat stat) {
		return (this.mzxid != 0) ? this.mzxid == stat.getMzxid() : stat.getVersion() == 0;
	}

}
