package io.github.zkspring.client.support;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Serial executor of all features: tasks run one at a time, in the order of submission,
 * so that state confined to the loop needs no lock. Tasks never block and never run user
 * code. A task that throws is logged; tasks are dropped after {@link #close()}.
 *
 * <p>
 * Tasks of {@link #execute} and timers run on one thread, {@code zk-engine}. Those of
 * {@link #run} run on the submitting thread if the loop is idle. That saves two thread
 * switches, which cost more than most tasks.
 */
public class ZkEventLoop implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ZkEventLoop.class);

	/** How many tasks a thread runs before it hands over to another thread. */
	private static final int SHARE = 64;

	private final ScheduledThreadPoolExecutor executor;

	private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();

	/**
	 * The number of unfinished tasks; the thread that increments it from zero runs them.
	 */
	private final AtomicInteger open = new AtomicInteger();

	private volatile boolean closed;

	/**
	 * Creates the loop. Its thread starts with the first task that needs it.
	 */
	public ZkEventLoop() {
		this.executor = new ScheduledThreadPoolExecutor(1, ZkThreads.single("zk-engine"));
		this.executor.setRemoveOnCancelPolicy(true);
		this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	/**
	 * Runs a task on the thread of the loop, after the tasks submitted before it.
	 * @param task the task
	 */
	public void execute(Runnable task) {
		if (add(new Task(task, true))) {
			drainOnThread();
		}
	}

	/**
	 * Runs a task after the tasks submitted before it: on the calling thread if the loop
	 * is idle, otherwise on the thread that runs those tasks. The calling thread may also
	 * run a bounded number of tasks that other threads submit meanwhile. Callers must not
	 * hold a lock.
	 * @param task the task
	 */
	public void run(Runnable task) {
		if (this.closed) {
			return;
		}
		// the usual case: nothing to queue behind
		if (this.open.compareAndSet(0, 1)) {
			guard(task);
			if (this.open.decrementAndGet() > 0) {
				drain(false);
			}
		}
		else if (add(new Task(task, false))) {
			drain(false);
		}
	}

	/**
	 * Runs a task on the thread of the loop after a delay.
	 * @param task the task
	 * @param delay the delay
	 * @return a handle to cancel it
	 */
	public Future<?> schedule(Runnable task, Duration delay) {
		Timer timer = new Timer(() -> guard(task));
		try {
			timer.alarm = this.executor.schedule(() -> due(timer), delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.trace("The engine loop is closed", ex);
			timer.cancel(false);
		}
		return timer;
	}

	private void due(Timer timer) {
		if (add(new Task(timer, true))) {
			drain(true);
		}
	}

	/**
	 * Bounds a wait with a timer of the loop instead of a separate timer thread of the
	 * JDK.
	 * @param awaited the future to wait for
	 * @param limit the maximum time
	 * @return completes with the future, or after the maximum time
	 */
	public CompletableFuture<Void> atMost(CompletableFuture<Void> awaited, Duration limit) {
		CompletableFuture<Void> bounded = awaited.copy();
		if (!bounded.isDone()) {
			Future<?> timer = schedule(() -> bounded.complete(null), limit);
			bounded.whenComplete((done, ex) -> timer.cancel(false));
		}
		return bounded;
	}

	private boolean add(Task task) {
		if (this.closed) {
			return false;
		}
		this.tasks.add(task);
		return this.open.getAndIncrement() == 0;
	}

	private void drainOnThread() {
		try {
			this.executor.execute(() -> drain(true));
		}
		catch (RejectedExecutionException ex) {
			logger.trace("The engine loop is closed", ex);
		}
	}

	// a task counts as open until it has run: so there is one thread here at any time
	private void drain(boolean onThread) {
		int share = SHARE;
		do {
			Task next = this.tasks.element();
			if (share-- == 0 || (next.needsThread() && !onThread)) {
				drainOnThread();
				return;
			}
			this.tasks.remove();
			if (!this.closed) {
				guard(next.action());
			}
		}
		while (this.open.decrementAndGet() > 0);
	}

	private static void guard(Runnable task) {
		try {
			task.run();
		}
		// an error that escaped would kill the loop
		catch (Throwable ex) {
			logger.error("A task of the ZooKeeper engines failed", ex);
		}
	}

	@Override
	public void close() {
		this.closed = true;
		this.executor.shutdownNow();
	}

	/**
	 * A submitted task.
	 *
	 * @param action the task
	 * @param needsThread whether it has to run on the thread of the loop
	 */
	private record Task(Runnable action, boolean needsThread) {

	}

	/**
	 * A delayed task that can be cancelled until it begins, also while it is queued.
	 */
	private static final class Timer extends FutureTask<@Nullable Void> {

		private volatile @Nullable Future<?> alarm;

		private Timer(Runnable task) {
			super(task, null);
		}

		@Override
		protected void done() {
			Future<?> pending = this.alarm;
			if (isCancelled() && pending != null) {
				pending.cancel(false);
			}
		}

	}

}
