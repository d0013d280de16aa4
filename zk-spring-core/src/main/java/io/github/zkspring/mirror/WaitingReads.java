package io.github.zkspring.mirror;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The reads that wait to be sent, in two lines: those that can share a request and those
 * that cannot. Guarded by the lock of the mirror; bounded, because a znode waits once.
 */
class WaitingReads {

	private final MirrorLink link;

	private final ReadLimits limits;

	private Deque<PendingRead> singles = new ArrayDeque<>();

	private Deque<PendingRead> batch = new ArrayDeque<>();

	private int unknown;

	private boolean wasLong;

	/** Whether the last batch left behind what did not fit. */
	private boolean cut;

	WaitingReads(MirrorLink link, ReadLimits limits) {
		this.link = link;
		this.limits = limits;
	}

	void add(PendingRead read) {
		if (read.isUnknown()) {
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
	 * Whether as many wait to share a request as fit into one, or did not fit into the
	 * last.
	 * @return {@code true} when more would not make it any better
	 */
	boolean isCrowd() {
		return this.batch.size() >= ReadLimits.BATCH || (this.cut && hasBatch());
	}

	boolean hasBatch() {
		return !this.batch.isEmpty();
	}

	/**
	 * Whether there are so many of unknown size that they are not asked for it.
	 * @return {@code true} for a crowd
	 */
	boolean isUnknownCrowd() {
		return this.limits.isCrowd(this.unknown);
	}

	boolean asksSize() {
		return this.limits.asksSize(this.unknown);
	}

	/**
	 * Take the next read to send alone.
	 * @param asksSize whether an unknown size is to be asked for first
	 * @return the read, {@code null} when there is none
	 */
	@Nullable PendingRead nextSingle(boolean asksSize) {
		while (!this.singles.isEmpty()) {
			PendingRead next = this.singles.remove();
			if (isBatchable(next, asksSize)) {
				this.batch.add(next);
			}
			else if (taken(next)) {
				return next;
			}
		}
		return null;
	}

	/**
	 * Take the next reads to send together.
	 * @param asksSize whether an unknown size is to be asked for first
	 * @return the reads, none when all that waited have to be sent alone or not at all
	 */
	List<PendingRead> nextBatch(boolean asksSize) {
		List<PendingRead> reads = new ArrayList<>();
		int bytes = 0;
		while (!this.batch.isEmpty() && reads.size() < ReadLimits.BATCH && bytes < ReadLimits.BATCH_BYTES) {
			PendingRead next = this.batch.remove();
			if (!isBatchable(next, asksSize)) {
				this.singles.add(next);
				continue;
			}
			int cost = next.cost(this.limits);
			if (!reads.isEmpty() && bytes + cost > ReadLimits.BATCH_BYTES) {
				this.batch.addFirst(next);
				break;
			}
			if (taken(next)) {
				bytes += cost;
				reads.add(next);
			}
		}
		this.cut = hasBatch();
		return reads;
	}

	private boolean isBatchable(PendingRead read, boolean asksSize) {
		return this.link.hasBatches() && read.isBatchable(asksSize);
	}

	private boolean taken(PendingRead read) {
		if (read.isUnknown() && this.unknown > 0) {
			this.unknown--;
		}
		return read.begin();
	}

	/**
	 * Give memory back: queues that were long keep it.
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
