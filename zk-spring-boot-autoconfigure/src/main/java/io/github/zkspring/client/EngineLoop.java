package io.github.zkspring.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The one thread, {@code zk-engine}, on which the engines keep their state and their
 * timers. Its tasks send asynchronous requests and move memory: they never block and
 * never run user code. A task that throws is logged; after the close tasks are dropped.
 */
public class EngineLoop implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(EngineLoop.class);

	private final ScheduledThreadPoolExecutor executor;

	/**
	 * Create the loop; its thread starts with the first task.
	 */
	public EngineLoop() {
		this.executor = new ScheduledThreadPoolExecutor(1, ZkThreads.single("zk-engine"));
		this.executor.setRemoveOnCancelPolicy(true);
		this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	/**
	 * Run a task on the loop, after those handed over before it.
	 * @param task the task
	 */
	public void execute(Runnable task) {
		try {
			this.executor.execute(guarded(task));
		}
		catch (RejectedExecutionException ex) {
			logger.trace("The engine loop is closed", ex);
		}
	}

	/**
	 * Run a task on the loop later.
	 * @param task the task
	 * @param delay how much later
	 * @return a handle to cancel it
	 */
	public Future<?> schedule(Runnable task, Duration delay) {
		try {
			return this.executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.trace("The engine loop is closed", ex);
			FutureTask<?> dropped = new FutureTask<>(task, null);
			dropped.cancel(false);
			return dropped;
		}
	}

	/**
	 * Bound a wait, by a timer of the loop: the JDK would start a thread of its own for
	 * it.
	 * @param awaited what is waited for
	 * @param limit how long
	 * @return completes with what is awaited, or when the time is over
	 */
	public CompletableFuture<Void> atMost(CompletableFuture<Void> awaited, Duration limit) {
		CompletableFuture<Void> bounded = awaited.copy();
		if (!bounded.isDone()) {
			Future<?> timer = schedule(() -> bounded.complete(null), limit);
			bounded.whenComplete((done, ex) -> timer.cancel(false));
		}
		return bounded;
	}

	private Runnable guarded(Runnable task) {
		return () -> {
			try {
				task.run();
			}
			catch (Exception ex) {
				logger.error("A task of the ZooKeeper engines failed", ex);
			}
		};
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
