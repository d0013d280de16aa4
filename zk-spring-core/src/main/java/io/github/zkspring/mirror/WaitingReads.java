package io.github.zkspring.mirror;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Holds the reads that wait to be sent, in two lines: those that can share a request and
 * those that cannot. Guarded by the lock of the mirror; bounded, because a state waits
 * once.
 */
class WaitingReads {

	private final MirrorConnection connection;

	private final ReadLimits limits;

	private Deque<PendingRead> singles = new ArrayDeque<>();

	private Deque<PendingRead> batch = new ArrayDeque<>();

	private int unknown;

	private boolean wasLong;

	/** Whether the last batch left reads behind that did not fit. */
	private boolean cut;

	WaitingReads(MirrorConnection connection, ReadLimits limits) {
		this.connection = connection;
		this.limits = limits;
	}

	void add(PendingRead read) {
		if (read.isSizeUnknown()) {
			this.unknown++;
		}
		Deque<PendingRead> line = isBatchable(read, false) ? this.batch : this.singles;
		line.add(read);
		this.wasLong = this.wasLong || line.size() > ReadLimits.BATCH;
	}

	boolean isEmpty() {
		return this.singles.isEmpty() && this.batch.isEmpty();
	}

	int singles() {
		return this.singles.size();
	}

	/**
	 * Returns whether the next request is full, or the last one was.
	 * @return {@code true} if waiting for more reads saves no request
	 */
	boolean isCrowd() {
		return this.batch.size() >= ReadLimits.BATCH || (this.cut && hasBatch());
	}

	boolean hasBatch() {
		return !this.batch.isEmpty();
	}

	/**
	 * Returns whether too many sizes are unknown to check each.
	 * @return {@code true} for a crowd
	 */
	boolean isUnknownCrowd() {
		return this.limits.isCrowd(this.unknown);
	}

	boolean checksSize() {
		return this.limits.checksSize(this.unknown);
	}

	/**
	 * Takes the next read to send in a request of its own.
	 * @param checkSize whether a stat request precedes the read of an unknown size
	 * @return the read, {@code null} when there is none
	 */
	@Nullable PendingRead nextSingle(boolean checkSize) {
		while (!this.singles.isEmpty()) {
			PendingRead next = this.singles.remove();
			if (isBatchable(next, checkSize)) {
				this.batch.add(next);
			}
			else if (begin(next)) {
				return next;
			}
		}
		return null;
	}

	/**
	 * Takes the next reads to send together.
	 * @param checkSize whether a stat request precedes the read of an unknown size
	 * @return the reads, empty when all that waited have to be sent alone or not at all
	 */
	List<PendingRead> nextBatch(boolean checkSize) {
		List<PendingRead> reads = new ArrayList<>();
		int bytes = 0;
		while (!this.batch.isEmpty() && reads.size() < ReadLimits.BATCH && bytes < ReadLimits.BATCH_BYTES) {
			PendingRead next = this.batch.remove();
			if (!isBatchable(next, checkSize)) {
				this.singles.add(next);
				continue;
			}
			int expected = next.expectedBytes(this.limits);
			if (!reads.isEmpty() && bytes + expected > ReadLimits.BATCH_BYTES) {
				this.batch.addFirst(next);
				break;
			}
			if (begin(next)) {
				bytes += expected;
				reads.add(next);
			}
		}
		this.cut = hasBatch();
		return reads;
	}

	private boolean isBatchable(PendingRead read, boolean checkSize) {
		return this.connection.hasBatches() && read.isBatchable(checkSize);
	}

	private boolean begin(PendingRead read) {
		if (read.isSizeUnknown() && this.unknown > 0) {
			this.unknown--;
		}
		return read.begin();
	}

	/**
	 * Releases the memory of queues that were long.
	 */
	void trim() {
		if (this.wasLong && isEmpty()) {
			clear();
		}
	}

	void clear() {
		this.singles = new ArrayDeque<>();
		this.batch = new ArrayDeque<>();
		this.wasLong = false;
		this.cut = false;
		this.unknown = 0;
	}

}
