package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is done once when everything that came together has been taken: at the end of a
 * turn, or while a crowd is read, when all of it is there. Guarded by the lock of the
 * mirror.
 */
class TurnEnd {

	/** A crowd that does not end is not waited for any longer. */
	static final Duration PATIENCE = Duration.ofMillis(250);

	private final Set<Runnable> tasks = new LinkedHashSet<>();

	private long waitingSince;

	void add(Runnable task) {
		this.tasks.add(task);
	}

	/**
	 * Do what waits, unless more of a crowd is on its way.
	 * @param crowd whether it is
	 * @param now the time by {@link System#nanoTime()}
	 */
	void reached(boolean crowd, long now) {
		if (this.tasks.isEmpty() || (crowd && waits(now))) {
			return;
		}
		this.waitingSince = 0;
		while (!this.tasks.isEmpty()) {
			List<Runnable> due = List.copyOf(this.tasks);
			this.tasks.clear();
			due.forEach(Runnable::run);
		}
	}

	private boolean waits(long now) {
		if (this.waitingSince == 0) {
			// 0 stands for never
			this.waitingSince = now | 1;
		}
		return now - this.waitingSince < PATIENCE.toNanos();
	}

}
