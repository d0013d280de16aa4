package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs tasks once after a batch of answers was processed; while a large number of znodes
 * is read, after the last of their batches. Guarded by the lock of the mirror.
 */
class BatchCompletion {

	/** The longest time that tasks wait for further batches. */
	static final Duration MAX_WAIT = Duration.ofMillis(250);

	private final Set<Runnable> tasks = new LinkedHashSet<>();

	private long waitingSince;

	void add(Runnable task) {
		this.tasks.add(task);
	}

	/**
	 * Runs the waiting tasks, unless further batches are expected.
	 * @param moreExpected whether further batches are on their way
	 * @param now the time by {@link System#nanoTime()}
	 */
	void completed(boolean moreExpected, long now) {
		if (this.tasks.isEmpty() || (moreExpected && isWaiting(now))) {
			return;
		}
		this.waitingSince = 0;
		while (!this.tasks.isEmpty()) {
			List<Runnable> due = List.copyOf(this.tasks);
			this.tasks.clear();
			due.forEach(Runnable::run);
		}
	}

	private boolean isWaiting(long now) {
		if (this.waitingSince == 0) {
			// 0 stands for not waiting
			this.waitingSince = now | 1;
		}
		return now - this.waitingSince < MAX_WAIT.toNanos();
	}

}
