package io.github.zkspring.lease;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The place of a lease, as it was read.
 *
 * @param path the znode
 * @param lease what it says, {@code null} where there is no znode
 * @param version the version of the znode
 */
record LeaseSlot(String path, @Nullable LeaseRecord lease, int version) {

	boolean isFree(Instant now) {
		return this.lease == null || this.lease.isOver(now);
	}

	boolean isHeldBy(String holder) {
		return this.lease != null && this.lease.isHeldBy(holder);
	}

	boolean isMarked(String mark) {
		return this.lease != null && this.lease.mark().equals(mark);
	}

}
