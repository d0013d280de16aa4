package io.github.zkspring.client.support;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Runs one task on an executor after every signal, never twice at the same time. Signals
 * that come while the task runs give one more run, however many they are.
 */
public class SerialTask {

	private static final Log logger = LogFactory.getLog(SerialTask.class);

	private final Executor executor;

	private final Runnable task;

	private boolean signalled;

	private boolean running;

	private boolean closed;

	/**
	 * Create a task.
	 * @param executor where it runs
	 * @param task what runs
	 */
	public SerialTask(Executor executor, Runnable task) {
		this.executor = executor;
		this.task = task;
	}

	/**
	 * Have the task run, after this call has begun.
	 */
	public void signal() {
		synchronized (this) {
			this.signalled = true;
			if (this.running || this.closed) {
				return;
			}
			this.running = true;
		}
		try {
			this.executor.execute(this::run);
		}
		catch (RejectedExecutionException ex) {
			logger.error("The executor refuses a task, which is late now until the next signal", ex);
			end();
		}
	}

	private void run() {
		try {
			while (begin()) {
				runOnce();
			}
		}
		finally {
			end();
		}
	}

	private void runOnce() {
		try {
			this.task.run();
		}
		catch (Exception ex) {
			logger.error("A serial task failed", ex);
		}
	}

	// deciding that nothing is left and saying so are one step, or a signal falls between
	private synchronized boolean begin() {
		boolean more = this.signalled && !this.closed;
		this.signalled = false;
		this.running = more;
		return more;
	}

	private synchronized void end() {
		this.running = false;
		notifyAll();
	}

	/**
	 * Run no more. A run that has begun ends by itself.
	 */
	public synchronized void close() {
		this.closed = true;
	}

	/**
	 * Wait until the task does not run.
	 * @param deadline the end of the wait, on the clock of {@link System#nanoTime()}
	 * @return whether the task has ended
	 * @throws InterruptedException when the waiting thread is interrupted
	 */
	public synchronized boolean awaitEnd(long deadline) throws InterruptedException {
		while (this.running) {
			long remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			if (remaining <= 0) {
				return false;
			}
			wait(remaining);
		}
		return true;
	}

}
