package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

import io.github.zkspring.client.support.ZkEventLoop;

/**
 * A loop whose timers end when a test says so.
 */
class ManualLoop extends ZkEventLoop {

	private final List<Timer> timers = new ArrayList<>();

	@Override
	public synchronized Future<?> schedule(Runnable task, Duration delay) {
		Timer timer = new Timer(delay, new FutureTask<>(task, null));
		this.timers.add(timer);
		return timer.task();
	}

	/**
	 * The timers that run.
	 */
	synchronized List<Duration> delays() {
		return this.timers.stream().filter((timer) -> !timer.task().isDone()).map(Timer::delay).toList();
	}

	/**
	 * End the timers that run, in the order in which they began.
	 */
	void elapse() {
		List<Timer> due;
		synchronized (this) {
			due = List.copyOf(this.timers);
			this.timers.clear();
		}
		due.forEach((timer) -> timer.task().run());
	}

	private record Timer(Duration delay, FutureTask<?> task) {

	}

}
