package io.github.zkspring.watch.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * Runs its tasks when a test says so, in the thread of the test.
 */
class ManualExecutor implements Executor {

	private final Deque<Runnable> tasks = new ArrayDeque<>();

	@Override
	public synchronized void execute(Runnable task) {
		this.tasks.add(task);
	}

	synchronized int waiting() {
		return this.tasks.size();
	}

	private synchronized Runnable poll() {
		return this.tasks.poll();
	}

	void run() {
		for (Runnable task = poll(); task != null; task = poll()) {
			task.run();
		}
	}

}
