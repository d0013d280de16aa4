package io.github.zkspring.mirror;

import java.util.List;

import io.github.zkspring.client.connection.ZkHandle;

/**
 * Sends what waits to be read. Whatever piles up while two requests are under way, or in
 * a pause, goes out in the next, so a burst of changes costs few requests. Guarded by the
 * lock of the mirror.
 */
class ReadQueue {

	private static final int BATCHES_UNDER_WAY = 2;

	/** Of a crowd: one at the server, one in the network, one that is being taken. */
	private static final int CROWDS_UNDER_WAY = 3;

	private static final int SINGLES_UNDER_WAY = 256;

	private final MirrorLink link;

	private final ReadLimits limits;

	private final ZnodeReadListener reads;

	private final ReadSender sender;

	private final WaitingReads waiting;

	private final ReadGate gate;

	private final TurnEnd turnEnd = new TurnEnd();

	private int singlesUnderWay;

	private int batchesUnderWay;

	/** Batches under way that left others behind, or are many themselves. */
	private int crowdsUnderWay;

	ReadQueue(MirrorLink link, ReadLimits limits, ZnodeReadListener reads) {
		this.link = link;
		this.limits = limits;
		this.reads = reads;
		this.sender = new ReadSender(link, this);
		this.waiting = new WaitingReads(link, limits);
		this.gate = new ReadGate(link, this::pump);
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

	ReadGate gate() {
		return this.gate;
	}

	void add(PendingRead read) {
		this.waiting.add(read);
	}

	/**
	 * Forget what waits: a new connection begins.
	 * @param handle the handle of the connection
	 */
	void reset(ZkHandle handle) {
		this.limits.connected(handle);
		this.waiting.clear();
		this.gate.reset();
		this.singlesUnderWay = 0;
		this.batchesUnderWay = 0;
		this.crowdsUnderWay = 0;
	}

	/**
	 * Do something once when everything that came together has been taken.
	 * @param task what to do
	 */
	void afterTurn(Runnable task) {
		this.turnEnd.add(task);
	}

	/**
	 * Count changes that an answer shows.
	 * @param changes how many; first states are none
	 */
	void shown(int changes) {
		this.gate.pace().shown(changes);
	}

	/**
	 * An answer is about to be taken: meanwhile the server has the next of a crowd.
	 */
	void refill() {
		ZkHandle handle = this.link.handle();
		if (handle != null && this.waiting.isCrowd()) {
			sendBatches(handle, this.waiting.asksSize());
		}
	}

	/**
	 * An answer was taken.
	 */
	void answered() {
		this.gate.pace().answered();
		pump();
	}

	/**
	 * End a turn: do what waited for it, and send as much as may be under way.
	 */
	void pump() {
		ZkHandle handle = this.link.handle();
		long now = this.link.now();
		this.turnEnd.reached(handle != null && (this.waiting.isCrowd() || this.crowdsUnderWay > 0), now);
		if (handle == null || this.waiting.isEmpty() || !maySend(now)) {
			return;
		}
		int underWay = this.singlesUnderWay + this.batchesUnderWay;
		boolean asksSize = this.waiting.asksSize();
		sendSingles(handle, asksSize);
		sendBatches(handle, asksSize);
		sendSingles(handle, asksSize);
		if (this.singlesUnderWay + this.batchesUnderWay > underWay) {
			this.gate.pace().sent(now);
		}
		this.waiting.trim();
	}

	private boolean maySend(long now) {
		if (this.gate.isGathering()) {
			return this.waiting.isUnknownCrowd();
		}
		return this.waiting.isCrowd() || this.waiting.singles() >= SINGLES_UNDER_WAY || this.gate.isOpen(now);
	}

	private void sendSingles(ZkHandle handle, boolean asksSize) {
		while (this.singlesUnderWay < SINGLES_UNDER_WAY) {
			PendingRead next = this.waiting.nextSingle(asksSize);
			if (next == null) {
				return;
			}
			this.singlesUnderWay++;
			this.sender.send(handle, next, asksSize, () -> this.singlesUnderWay--);
		}
	}

	private void sendBatches(ZkHandle handle, boolean asksSize) {
		while (this.waiting.hasBatch()
				&& this.batchesUnderWay < (this.waiting.isCrowd() ? CROWDS_UNDER_WAY : BATCHES_UNDER_WAY)) {
			send(handle, this.waiting.nextBatch(asksSize), asksSize);
		}
	}

	private void send(ZkHandle handle, List<PendingRead> reads, boolean asksSize) {
		if (reads.isEmpty()) {
			return;
		}
		int crowd = (this.waiting.hasBatch() || reads.size() > ReadLimits.BATCH / 2) ? 1 : 0;
		this.batchesUnderWay++;
		this.crowdsUnderWay += crowd;
		Runnable over = () -> {
			this.batchesUnderWay--;
			this.crowdsUnderWay -= crowd;
		};
		if (reads.size() == 1) {
			this.sender.send(handle, reads.get(0), asksSize, over);
		}
		else {
			this.sender.send(handle, reads, over);
		}
	}

}
