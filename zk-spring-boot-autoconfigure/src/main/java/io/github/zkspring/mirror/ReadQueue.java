package io.github.zkspring.mirror;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.zkspring.client.ZkHandle;

/**
 * The reads that wait, and those under way. Whatever piles up while two requests are
 * under way goes out in the next, so a burst of changes costs few requests. Guarded by
 * the lock of the mirror; bounded, because a znode waits once.
 */
class ReadQueue {

	private static final int BATCHES_UNDER_WAY = 2;

	private static final int SINGLES_UNDER_WAY = 256;

	private final MirrorLink link;

	private final ReadLimits limits;

	private final ZnodeReadListener reads;

	private final ReadSender sender;

	private Deque<PendingRead> singles = new ArrayDeque<>();

	private Deque<PendingRead> batch = new ArrayDeque<>();

	private final Set<Runnable> afterTurn = new LinkedHashSet<>();

	private int unknown;

	private boolean crowded;

	private int singlesUnderWay;

	private int batchesUnderWay;

	ReadQueue(MirrorLink link, ReadLimits limits, ZnodeReadListener reads) {
		this.link = link;
		this.limits = limits;
		this.reads = reads;
		this.sender = new ReadSender(link, this);
	}

	ReadLimits limits() {
		return this.limits;
	}

	ZnodeReadListener reads() {
		return this.reads;
	}

	MirrorLink link() {
		return this.link;
	}

	void add(PendingRead read) {
		if (read.isUnknown()) {
			this.unknown++;
		}
		boolean batchable = this.link.hasBatches() && read.isBatchable(false);
		Deque<PendingRead> line = batchable ? this.batch : this.singles;
		line.add(read);
		this.crowded = this.crowded || line.size() > ReadLimits.BATCH;
	}

	/**
	 * Forget what waits: a new connection begins.
	 * @param handle the handle of the connection
	 */
	void reset(ZkHandle handle) {
		this.limits.connected(handle);
		clear();
		this.singlesUnderWay = 0;
		this.batchesUnderWay = 0;
	}

	/**
	 * Do something once when everything that came together has been taken.
	 * @param task what to do
	 */
	void afterTurn(Runnable task) {
		this.afterTurn.add(task);
	}

	/**
	 * End a turn: do what waited for it, and send as much as may be under way.
	 */
	void pump() {
		while (!this.afterTurn.isEmpty()) {
			List<Runnable> tasks = List.copyOf(this.afterTurn);
			this.afterTurn.clear();
			tasks.forEach(Runnable::run);
		}
		ZkHandle handle = this.link.handle();
		if (handle == null) {
			return;
		}
		boolean asksSize = this.limits.asksSize(this.unknown);
		while (!this.singles.isEmpty() && this.singlesUnderWay < SINGLES_UNDER_WAY) {
			sendSingle(handle, asksSize);
		}
		while (!this.batch.isEmpty() && this.batchesUnderWay < BATCHES_UNDER_WAY) {
			sendBatch(handle, asksSize);
		}
		while (!this.singles.isEmpty() && this.singlesUnderWay < SINGLES_UNDER_WAY
				&& !isBatchable(this.singles.element(), asksSize)) {
			sendSingle(handle, asksSize);
		}
		if (this.crowded && this.batch.isEmpty() && this.singles.isEmpty()) {
			// queues that were long keep their memory
			clear();
		}
	}

	private void clear() {
		this.singles = new ArrayDeque<>();
		this.batch = new ArrayDeque<>();
		this.crowded = false;
		this.unknown = 0;
	}

	private void sendSingle(ZkHandle handle, boolean asksSize) {
		PendingRead read = this.singles.remove();
		if (isBatchable(read, asksSize)) {
			this.batch.add(read);
		}
		else if (taken(read)) {
			this.singlesUnderWay++;
			this.sender.send(handle, read, asksSize, () -> this.singlesUnderWay--);
		}
	}

	private void sendBatch(ZkHandle handle, boolean asksSize) {
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
		if (reads.size() == 1) {
			this.batchesUnderWay++;
			this.sender.send(handle, reads.get(0), asksSize, () -> this.batchesUnderWay--);
		}
		else if (!reads.isEmpty()) {
			this.batchesUnderWay++;
			this.sender.send(handle, reads, () -> this.batchesUnderWay--);
		}
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

}
