package io.github.zkspring.watch.dispatch;

import java.time.Duration;
import java.util.concurrent.Future;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Something that is delivered in rounds, one round at a time, on the executor of a
 * {@link Dispatcher}. Signals that come during a round give one more round, however many
 * they are; signals that come while it may not run are kept. There is one such object a
 * watch, and there are many watches: it is a handful of fields.
 */
public abstract class SerialDelivery extends DeliveryState {

	private static final Log logger = LogFactory.getLog(SerialDelivery.class);

	private final Dispatcher dispatcher;

	private @Nullable Hold hold;

	/**
	 * Create a delivery, suspended.
	 * @param dispatcher hands it to the executor
	 */
	protected SerialDelivery(Dispatcher dispatcher) {
		this.dispatcher = dispatcher;
	}

	/**
	 * One round.
	 */
	protected abstract void deliver();

	/**
	 * Have a round begin after this call has begun, as soon as nothing stands against it.
	 */
	protected final void signal() {
		update(SIGNALLED, 0);
	}

	final void run() {
		while (begin()) {
			try {
				deliver();
			}
			catch (Throwable ex) {
				logger.error("The delivery of " + this + " failed", ex);
			}
		}
	}

	private void update(int set, int clear) {
		if (change(set, clear)) {
			this.dispatcher.execute(this);
		}
	}

	/**
	 * Begin no round before a pause is over; replaces the pause of an earlier call.
	 * @param pause how long
	 */
	protected final void hold(Duration pause) {
		Hold next = new Hold();
		synchronized (this) {
			cancelHold();
			this.hold = next;
			change(HELD, 0);
			next.timer = this.dispatcher.later(next, pause);
		}
	}

	/**
	 * End the pause of {@link #hold(Duration)}, if there is one.
	 */
	protected final void release() {
		if (is(HELD)) {
			synchronized (this) {
				cancelHold();
			}
			update(0, HELD);
		}
	}

	private void cancelHold() {
		Hold old = this.hold;
		if (old != null && old.timer != null) {
			old.timer.cancel(false);
		}
		this.hold = null;
	}

	private void expired(Hold over) {
		boolean start;
		synchronized (this) {
			if (this.hold != over) {
				return;
			}
			this.hold = null;
			start = change(0, HELD);
		}
		if (start) {
			this.dispatcher.execute(this);
		}
	}

	/**
	 * Say that the first state has been delivered, as far as that was possible.
	 */
	protected final void markInitialised() {
		if (!is(INITIALISED)) {
			update(INITIALISED, 0);
		}
	}

	protected final boolean isInitialised() {
		return is(INITIALISED);
	}

	/**
	 * Begin no round until {@link #resume()}. A round that has begun ends by itself.
	 */
	public void pause() {
		update(PAUSED, 0);
	}

	/**
	 * Go on after {@link #pause()}.
	 */
	public void resume() {
		update(0, PAUSED);
	}

	public boolean isPaused() {
		return is(PAUSED);
	}

	/**
	 * Begin no round until {@link #unsuspend()}: the application has stopped.
	 */
	protected final void suspendRounds() {
		update(SUSPENDED, 0);
	}

	/**
	 * Go on: the application has started.
	 */
	protected final void unsuspend() {
		update(0, SUSPENDED);
	}

	protected final boolean isSuspended() {
		return is(SUSPENDED);
	}

	/**
	 * Begin no round any more.
	 * @return whether it was open
	 */
	protected final synchronized boolean end() {
		boolean open = !is(CLOSED);
		change(CLOSED, 0);
		cancelHold();
		return open;
	}

	public boolean isClosed() {
		return is(CLOSED);
	}

	/**
	 * Wait until the first state has been delivered, or nothing will be any more.
	 * @param deadline the end of the wait, on the clock of {@link System#nanoTime()}
	 * @return whether that is so
	 * @throws InterruptedException when the waiting thread is interrupted
	 */
	public final boolean awaitInitialised(long deadline) throws InterruptedException {
		return await(INITIALISED | CLOSED | SUSPENDED | PAUSED, true, deadline);
	}

	/**
	 * Wait until no round runs.
	 * @param deadline the end of the wait, on the clock of {@link System#nanoTime()}
	 * @return whether that is so
	 * @throws InterruptedException when the waiting thread is interrupted
	 */
	public final boolean awaitEnd(long deadline) throws InterruptedException {
		return this.dispatcher.calls().isCaller(this) || await(RUNNING, false, deadline);
	}

	/**
	 * The end of a pause.
	 */
	private final class Hold implements Runnable {

		private @Nullable Future<?> timer;

		@Override
		public void run() {
			expired(this);
		}

	}

}
