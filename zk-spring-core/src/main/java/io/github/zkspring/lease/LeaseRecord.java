package io.github.zkspring.lease;

import java.time.Instant;

/**
 * The record in the znode of a lease.
 *
 * @param version the format of the record
 * @param holder the holder of the lease
 * @param end the end of the lease
 * @param mark unique for each attempt, empty for a record of another client
 */
record LeaseRecord(int version, String holder, Instant end, String mark) {

	/** The format of kazoo, the only one that is supported. */
	static final int FORMAT = 1;

	/**
	 * Creates a record of another format. It has no holder and never ends.
	 * @param version the format
	 * @return the record
	 */
	static LeaseRecord ofFormat(int version) {
		return new LeaseRecord(version, "", Instant.MAX, "");
	}

	boolean isOver(Instant now) {
		return this.version == FORMAT && !now.isBefore(this.end);
	}

	boolean isHeldBy(String candidate) {
		return this.version == FORMAT && this.holder.equals(candidate);
	}

}
