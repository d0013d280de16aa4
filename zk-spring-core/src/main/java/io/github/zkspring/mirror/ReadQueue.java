package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Queue;
import java.util.Set;

import io.github.zkspring.client.connection.ZkHandle;

/**
 * Holds the reads that wait to be sent, and sends them. A state waits at most once, so
 * the queue is bounded. Reads that are added while two requests are under way share the
 * next request. While each answer shows several changes, two milliseconds pass between
 * requests: the next answer then shows more of them, and the server has more time for
 * writers. A change that is read before the next one happens is read at once. Guarded by
 * the lock of the mirror.
 */
class ReadQueue {

	/** The shortest time between two requests while changes pile up. */
	static final Duration PAUSE = Duration.ofMillis(2);

	/** Changes per answer from which on requests are delayed. */
	private static final float MANY_CHANGES = 3;

	/** Limits the effect of a single answer. */
	private static final int MAX_COUNTED = 16;

	private static final int BATCHES_UNDER_WAY = 2;

	/** One request at the server, one in the network and one being processed. */
	private static final int FULL_BATCHES_UNDER_WAY = 3;

	private static final int SINGLES_UNDER_WAY = 256;

	private final MirrorConnection connection;

	private final ReadLimits limits;

	private final ReadSender sender;

	/** The waiting reads that need a request of their own. */
	private final Queue<PendingRead> singles = new LinkedList<>();

	/** The waiting reads that can share a request. */
	private final Queue<PendingRead> batch = new LinkedList<>();

	/** Tasks that run once after a batch of answers was processed. */
	private final Set<Runnable> tasks = new LinkedHashSet<>();

	/** The waiting reads whose size is unknown. */
	private int unknown;

	private int singlesUnderWay;

	private int batchesUnderWay;

	/** The moving average of the changes that an answer shows. */
	private float changesPerAnswer;

	private int counted;

	private long sentAt;

	private boolean pausing;

	ReadQueue(MirrorConnection connection, ReadLimits limits) {
		this.connection = connection;
		this.limits = limits;
		this.sender = new ReadSender(connection, this);
	}

	ReadLimits limits() {
		return this.limits;
	}

	void add(PendingRead read) {
		if (read.isSizeUnknown()) {
			this.unknown++;
		}
		(isBatchable(read, false) ? this.batch : this.singles).add(read);
	}

	private boolean isBatchable(PendingRead read, boolean checkSize) {
		return this.connection.hasBatches() && read.isBatchable(checkSize);
	}

	/**
	 * Removes the waiting reads, because a new connection begins.
	 * @param handle the handle of the connection
	 */
	void reset(ZkHandle handle) {
		this.limits.connected(handle);
		this.singles.clear();
		this.batch.clear();
		this.unknown = 0;
		this.singlesUnderWay = 0;
		this.batchesUnderWay = 0;
		this.pausing = false;
	}

	/**
	 * Runs a task once after the answers that arrived together were processed, and not
	 * while a full batch waits to be sent.
	 * @param task the task; added twice, it runs once
	 */
	void afterBatch(Runnable task) {
		this.tasks.add(task);
	}

	/**
	 * Counts changes that an answer shows.
	 * @param changes the number of changes, 0 for a first state
	 */
	void changesSeen(int changes) {
		this.counted = Math.min(MAX_COUNTED, this.counted + Math.max(0, changes));
	}

	/**
	 * Continues after an answer was processed.
	 */
	void answered() {
		this.changesPerAnswer += (this.counted - this.changesPerAnswer) / 4;
		this.counted = 0;
		pump();
	}

	/**
	 * Runs the tasks that waited for the end of a batch, and sends as many reads as may
	 * be under way.
	 */
	void pump() {
		ZkHandle handle = this.connection.handle();
		if (handle == null || !hasFullBatch()) {
			runTasks();
		}
		if (handle != null && !(this.singles.isEmpty() && this.batch.isEmpty()) && maySend()) {
			boolean checkSize = this.limits.checksSize(this.unknown);
			sendBatches(handle, checkSize);
			sendSingles(handle, checkSize);
		}
	}

	private boolean hasFullBatch() {
		return this.batch.size() >= ReadLimits.BATCH;
	}

	private void runTasks() {
		while (!this.tasks.isEmpty()) {
			List<Runnable> due = List.copyOf(this.tasks);
			this.tasks.clear();
			due.forEach(Runnable::run);
		}
	}

	private boolean maySend() {
		if (this.changesPerAnswer < MANY_CHANGES || hasFullBatch() || this.singles.size() >= SINGLES_UNDER_WAY) {
			return true;
		}
		long pause = this.sentAt + PAUSE.toNanos() - this.connection.now();
		if (pause > 0 && !this.pausing) {
			this.pausing = true;
			this.connection.later(Duration.ofNanos(pause), () -> {
				this.pausing = false;
				pump();
			});
		}
		return pause <= 0;
	}

	private void sendBatches(ZkHandle handle, boolean checkSize) {
		while (!this.batch.isEmpty()
				&& this.batchesUnderWay < (hasFullBatch() ? FULL_BATCHES_UNDER_WAY : BATCHES_UNDER_WAY)) {
			List<PendingRead> reads = nextBatch(checkSize);
			if (!reads.isEmpty()) {
				this.batchesUnderWay++;
				this.sentAt = this.connection.now();
				this.sender.sendBatch(handle, reads, checkSize, () -> this.batchesUnderWay--);
			}
		}
	}

	private List<PendingRead> nextBatch(boolean checkSize) {
		List<PendingRead> reads = new ArrayList<>();
		int bytes = 0;
		for (PendingRead next = this.batch.peek(); next != null
				&& reads.size() < ReadLimits.BATCH; next = this.batch.peek()) {
			int expected = next.expectedBytes(this.limits);
			if (!reads.isEmpty() && bytes + expected > ReadLimits.BATCH_BYTES) {
				return reads;
			}
			this.batch.remove();
			if (!isBatchable(next, checkSize)) {
				this.singles.add(next);
			}
			else if (begin(next)) {
				bytes += expected;
				reads.add(next);
			}
		}
		return reads;
	}

	private void sendSingles(ZkHandle handle, boolean checkSize) {
		while (this.singlesUnderWay < SINGLES_UNDER_WAY && !this.singles.isEmpty()) {
			PendingRead next = this.singles.remove();
			if (begin(next)) {
				this.singlesUnderWay++;
				this.sentAt = this.connection.now();
				this.sender.send(handle, next, checkSize, () -> this.singlesUnderWay--);
			}
		}
	}

	private boolean begin(PendingRead read) {
		if (read.isSizeUnknown() && this.unknown > 0) {
			this.unknown--;
		}
		return read.begin();
	}

}
