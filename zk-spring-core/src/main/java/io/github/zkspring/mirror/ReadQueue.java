package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.zkspring.client.connection.ZkHandle;

/**
 * Sends the waiting reads. Reads that are added while two requests are under way, or
 * during a pause of the {@link ReadThrottle}, share the next request, so a burst of
 * changes costs few requests. Guarded by the lock of the mirror.
 */
class ReadQueue {

	/** The longest time that tasks wait for further batches. */
	static final Duration MAX_TASK_WAIT = Duration.ofMillis(250);

	private static final int BATCHES_UNDER_WAY = 2;

	/** One request at the server, one in the network and one being processed. */
	private static final int CROWDS_UNDER_WAY = 3;

	private static final int SINGLES_UNDER_WAY = 256;

	private final MirrorConnection connection;

	private final ReadLimits limits;

	private final ReadSender sender;

	private final WaitingReads waiting;

	private final ReadThrottle throttle;

	/** Tasks that run once after a batch of answers was processed. */
	private final Set<Runnable> tasks = new LinkedHashSet<>();

	/** When the tasks began to wait for further batches; 0 while they do not wait. */
	private long tasksWaitingSince;

	private int singlesUnderWay;

	private int batchesUnderWay;

	/** Batches under way that are large or left others behind. */
	private int crowdsUnderWay;

	ReadQueue(MirrorConnection connection, ReadLimits limits) {
		this.connection = connection;
		this.limits = limits;
		this.sender = new ReadSender(connection, this);
		this.waiting = new WaitingReads(connection, limits);
		this.throttle = new ReadThrottle(connection, this::pump);
	}

	ReadLimits limits() {
		return this.limits;
	}

	ReadThrottle throttle() {
		return this.throttle;
	}

	void add(PendingRead read) {
		this.waiting.add(read);
	}

	/**
	 * Removes the waiting reads, because a new connection begins.
	 * @param handle the handle of the connection
	 */
	void reset(ZkHandle handle) {
		this.limits.connected(handle);
		this.waiting.clear();
		this.throttle.reset();
		this.singlesUnderWay = 0;
		this.batchesUnderWay = 0;
		this.crowdsUnderWay = 0;
	}

	/**
	 * Runs a task once after the answers that arrived together were processed; while a
	 * large number of znodes is read, after the last of their batches.
	 * @param task the task; added twice, it runs once
	 */
	void afterBatch(Runnable task) {
		this.tasks.add(task);
	}

	/**
	 * Sends the next batches of a large number of reads before an answer is processed, so
	 * that the server works meanwhile.
	 */
	void refill() {
		ZkHandle handle = this.connection.handle();
		if (handle != null && this.waiting.isCrowd()) {
			sendBatches(handle, this.waiting.checksSize());
		}
	}

	/**
	 * Continues after an answer was processed.
	 */
	void answered() {
		this.throttle.answered();
		pump();
	}

	/**
	 * Runs the tasks that waited for the end of a batch, and sends as many reads as may
	 * be under way.
	 */
	void pump() {
		ZkHandle handle = this.connection.handle();
		long now = this.connection.now();
		boolean moreExpected = handle != null && (this.waiting.isCrowd() || this.crowdsUnderWay > 0);
		if (!this.tasks.isEmpty() && !(moreExpected && tasksWait(now))) {
			runTasks();
		}
		if (handle == null || this.waiting.isEmpty() || !maySend(now)) {
			return;
		}
		int underWay = this.singlesUnderWay + this.batchesUnderWay;
		boolean checkSize = this.waiting.checksSize();
		sendSingles(handle, checkSize);
		sendBatches(handle, checkSize);
		sendSingles(handle, checkSize);
		if (this.singlesUnderWay + this.batchesUnderWay > underWay) {
			this.throttle.sent(now);
		}
		this.waiting.trim();
	}

	private boolean tasksWait(long now) {
		if (this.tasksWaitingSince == 0) {
			// 0 stands for not waiting
			this.tasksWaitingSince = now | 1;
		}
		return now - this.tasksWaitingSince < MAX_TASK_WAIT.toNanos();
	}

	private void runTasks() {
		this.tasksWaitingSince = 0;
		while (!this.tasks.isEmpty()) {
			List<Runnable> due = List.copyOf(this.tasks);
			this.tasks.clear();
			due.forEach(Runnable::run);
		}
	}

	private boolean maySend(long now) {
		if (this.throttle.isGathering()) {
			return this.waiting.isUnknownCrowd();
		}
		return this.waiting.isCrowd() || this.waiting.singles() >= SINGLES_UNDER_WAY || this.throttle.isOpen(now);
	}

	private void sendSingles(ZkHandle handle, boolean checkSize) {
		while (this.singlesUnderWay < SINGLES_UNDER_WAY) {
			PendingRead next = this.waiting.nextSingle(checkSize);
			if (next == null) {
				return;
			}
			this.singlesUnderWay++;
			this.sender.send(handle, next, checkSize, () -> this.singlesUnderWay--);
		}
	}

	private void sendBatches(ZkHandle handle, boolean checkSize) {
		while (this.waiting.hasBatch()
				&& this.batchesUnderWay < (this.waiting.isCrowd() ? CROWDS_UNDER_WAY : BATCHES_UNDER_WAY)) {
			sendBatch(handle, this.waiting.nextBatch(checkSize), checkSize);
		}
	}

	private void sendBatch(ZkHandle handle, List<PendingRead> reads, boolean checkSize) {
		if (reads.isEmpty()) {
			return;
		}
		int crowd = (this.waiting.hasBatch() || reads.size() > ReadLimits.BATCH / 2) ? 1 : 0;
		this.batchesUnderWay++;
		this.crowdsUnderWay += crowd;
		Runnable completed = () -> {
			this.batchesUnderWay--;
			this.crowdsUnderWay -= crowd;
		};
		if (reads.size() == 1) {
			this.sender.send(handle, reads.get(0), checkSize, completed);
		}
		else {
			this.sender.send(handle, reads, checkSize, completed);
		}
	}

}
