package io.github.zkspring.lease;

import java.time.Instant;

/**
 * What the znode of a lease says.
 *
 * @param version the format of the record
 * @param holder who holds the lease
 * @param end when it is over
 * @param mark one of its own for each attempt, empty where another client wrote it
 */
record LeaseRecord(int version, String holder, Instant end, String mark) {

	/** The one format there is; kazoo's. */
	static final int FORMAT = 1;

	/**
	 * A record of another format. It is nobody's, and never over.
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
