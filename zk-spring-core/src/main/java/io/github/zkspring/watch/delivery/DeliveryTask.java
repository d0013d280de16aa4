package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.support.SerialTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs the delivery rounds of one watch, one at a time, on the {@link DeliveryExecutor}.
 * A signal during a round causes one more round. No round begins while the watch is
 * stopped, paused, held or closed; the watch keeps its pending state meanwhile.
 */
class DeliveryTask implements Runnable {

	private final DeliveryExecutor executor;

	private final Object watch;

	private final Runnable round;

	private final SerialTask task;

	/** Identifies the current hold, {@code null} while there is none. */
	private volatile @Nullable Object hold;

	private @Nullable Future<?> timer;

	private volatile boolean initialised;

	private volatile boolean paused;

	private volatile boolean stopped = true;

	private volatile boolean closed;

	/**
	 * Creates a task, stopped.
	 * @param executor runs the rounds
	 * @param watch names the watch in log messages by its {@code toString()}
	 * @param round delivers at most one state
	 */
	DeliveryTask(DeliveryExecutor executor, Object watch, Runnable round) {
		this.executor = executor;
		this.watch = watch;
		this.round = round;
		this.task = new SerialTask(executor.tasks(), this);
		this.task.pause();
	}

	/**
	 * Requests a round that begins after this call.
	 */
	void signal() {
		this.task.signal();
	}

	@Override
	public void run() {
		// whatever ends a pause or a hold signals again
		if (!this.paused && this.hold == null) {
			this.executor.run(this.watch, this.round);
		}
	}

	/**
	 * Begins no round for some time. Replaces an earlier hold.
	 * @param pause how long
	 */
	synchronized void hold(Duration pause) {
		cancelHold();
		if (!this.closed) {
			Object begun = new Object();
			this.hold = begun;
			this.timer = this.executor.schedule(() -> expired(begun), pause);
		}
	}

	/**
	 * Ends the current hold, if there is one.
	 */
	void release() {
		if (this.hold != null) {
			cancelHold();
			signal();
		}
	}

	private synchronized void cancelHold() {
		if (this.timer != null) {
			this.timer.cancel(false);
		}
		this.hold = null;
	}

	// a timer that could not be cancelled must not end a later hold
	private void expired(Object over) {
		synchronized (this) {
			if (this.hold != over) {
				return;
			}
			this.hold = null;
		}
		signal();
	}

	/**
	 * Records that the initial state was delivered, as far as possible.
	 */
	void markInitialised() {
		if (!this.initialised) {
			synchronized (this) {
				this.initialised = true;
				notifyAll();
			}
		}
	}

	boolean isInitialised() {
		return this.initialised;
	}

	synchronized void pause() {
		this.paused = true;
		notifyAll();
	}

	void resume() {
		this.paused = false;
		signal();
	}

	boolean isPaused() {
		return this.paused;
	}

	/**
	 * Allows rounds. Not called at the same time as {@link #stop()}.
	 */
	void start() {
		this.stopped = false;
		this.task.resume();
	}

	/**
	 * Begins no round until {@link #start()}.
	 */
	synchronized void stop() {
		this.stopped = true;
		this.task.pause();
		notifyAll();
	}

	boolean isStopped() {
		return this.stopped;
	}

	/**
	 * Begins no further round.
	 * @return whether the task was open
	 */
	synchronized boolean close() {
		boolean open = !this.closed;
		this.closed = true;
		this.task.close();
		cancelHold();
		notifyAll();
		return open;
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Waits until the initial state was delivered, or cannot be because the watch is
	 * paused, stopped or closed.
	 * @param deadline the end of the wait, as by {@link System#nanoTime()}
	 * @return {@code false} if the deadline has passed
	 * @throws InterruptedException if the waiting thread is interrupted
	 */
	synchronized boolean awaitInitialised(long deadline) throws InterruptedException {
		while (!this.initialised && !this.paused && !this.stopped && !this.closed) {
			long remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			if (remaining <= 0) {
				return false;
			}
			wait(remaining);
		}
		return true;
	}

	/**
	 * Waits until no round runs after {@link #stop()} or {@link #close()}. Does not wait
	 * for a round of the calling thread.
	 * @param deadline the end of the wait, as by {@link System#nanoTime()}
	 * @return {@code false} if the deadline has passed
	 * @throws InterruptedException if the waiting thread is interrupted
	 */
	boolean awaitEnd(long deadline) throws InterruptedException {
		return this.task.awaitEnd(deadline);
	}

}
