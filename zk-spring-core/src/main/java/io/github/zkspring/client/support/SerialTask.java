package io.github.zkspring.client.support;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs one task on an executor after each signal, never concurrently with itself.
 *
 * <p>
 * All signals received during a run cause a single further run, which begins after them.
 * While the task is paused, signals are kept and cause a run when it resumes. A run may
 * pause the task itself and continue asynchronously: the next run then begins after
 * {@link #resume()}. A run that throws is logged and does not affect later runs.
 *
 * <p>
 * The task occupies at most one place in the queue of the executor. If the executor
 * rejects it, the rejection is logged and the next signal tries again. All methods may be
 * called from any thread, including from the task.
 */
public class SerialTask {

	private static final Log logger = LogFactory.getLog(SerialTask.class);

	private final Executor executor;

	private final Runnable task;

	private boolean signalled;

	private boolean paused;

	private boolean closed;

	/** Whether the task was handed to the executor and its runs have not ended. */
	private boolean scheduled;

	/** The thread of the current run. */
	private @Nullable Thread runner;

	/**
	 * Creates a task.
	 * @param executor the executor of its runs
	 * @param task the task
	 */
	public SerialTask(Executor executor, Runnable task) {
		this.executor = executor;
		this.task = task;
	}

	/**
	 * Requests a run that begins after this call.
	 */
	public void signal() {
		synchronized (this) {
			this.signalled = true;
			if (!claim()) {
				return;
			}
		}
		schedule();
	}

	/**
	 * Begins no further run until {@link #resume()}. The current run is not affected.
	 */
	public synchronized void pause() {
		this.paused = true;
		notifyAll();
	}

	/**
	 * Ends a {@link #pause()}: runs once if there were signals.
	 */
	public void resume() {
		synchronized (this) {
			this.paused = false;
			if (!claim()) {
				return;
			}
		}
		schedule();
	}

	/**
	 * Begins no further run. The current run is not affected.
	 */
	public synchronized void close() {
		this.closed = true;
		notifyAll();
	}

	/**
	 * Waits until the task neither runs nor is due to run. Returns at once when called
	 * from the task.
	 * @param deadline the end of the wait, on the clock of {@link System#nanoTime()}
	 * @return whether the task is idle
	 * @throws InterruptedException when the waiting thread is interrupted
	 */
	public synchronized boolean awaitEnd(long deadline) throws InterruptedException {
		if (this.runner == Thread.currentThread()) {
			return true;
		}
		while (this.runner != null || (this.scheduled && isDue())) {
			long remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			if (remaining <= 0) {
				return false;
			}
			wait(remaining);
		}
		return true;
	}

	private boolean isDue() {
		return this.signalled && !this.paused && !this.closed;
	}

	// whether the caller has to hand the task to the executor
	private boolean claim() {
		boolean claimed = isDue() && !this.scheduled;
		this.scheduled |= claimed;
		return claimed;
	}

	private void schedule() {
		try {
			this.executor.execute(this::run);
		}
		catch (RejectedExecutionException ex) {
			logger.error("The executor rejected a task, which is delayed until the next signal", ex);
			synchronized (this) {
				this.scheduled = false;
				notifyAll();
			}
		}
	}

	private void run() {
		while (begin()) {
			try {
				this.task.run();
			}
			catch (Throwable ex) {
				logger.error("A serial task failed", ex);
			}
		}
	}

	// finding nothing to do and giving up the claim are one step: otherwise a signal
	// between the two would be lost
	private synchronized boolean begin() {
		boolean due = isDue();
		this.signalled &= !due;
		this.scheduled = due;
		this.runner = due ? Thread.currentThread() : null;
		notifyAll();
		return due;
	}

}
