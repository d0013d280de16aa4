package io.github.zkspring.watch.dispatch;

import java.util.concurrent.TimeUnit;

/**
 * The state of a delivery: a few bits under one lock.
 */
abstract class DeliveryState {

	/** There is something to deliver. */
	static final int SIGNALLED = 1;

	/** On its way to a thread, or on it. */
	static final int SCHEDULED = 1 << 1;

	/** A round runs. */
	static final int RUNNING = 1 << 2;

	/** The first state has been delivered. */
	static final int INITIALISED = 1 << 3;

	/** The user wants no rounds for now. */
	static final int PAUSED = 1 << 4;

	/** The application does not run. */
	static final int SUSPENDED = 1 << 5;

	/** Waits for a timer. */
	static final int HELD = 1 << 6;

	/** Over. */
	static final int CLOSED = 1 << 7;

	private static final int BLOCKED = PAUSED | SUSPENDED | HELD | CLOSED;

	private volatile int bits = SUSPENDED;

	final boolean is(int bit) {
		return (this.bits & bit) != 0;
	}

	/**
	 * Change bits.
	 * @param set the bits to set
	 * @param clear the bits to clear
	 * @return whether rounds are to be scheduled now: they count as scheduled
	 */
	final synchronized boolean change(int set, int clear) {
		int next = (this.bits | set) & ~clear;
		boolean start = (next & (SIGNALLED | SCHEDULED | BLOCKED)) == SIGNALLED;
		this.bits = start ? next | SCHEDULED : next;
		notifyAll();
		return start;
	}

	/**
	 * Begin the next round, or be no longer scheduled. These are one step, or a signal
	 * falls between.
	 * @return whether there is a round to run
	 */
	final synchronized boolean begin() {
		boolean more = (this.bits & (SIGNALLED | BLOCKED)) == SIGNALLED;
		this.bits = more ? (this.bits & ~SIGNALLED) | RUNNING : this.bits & ~(SCHEDULED | RUNNING);
		notifyAll();
		return more;
	}

	/**
	 * Wait for bits.
	 * @param bits the bits
	 * @param set whether one of them is to be set, or none
	 * @param deadline the end of the wait, on the clock of {@link System#nanoTime()}
	 * @return whether that is so
	 * @throws InterruptedException when the waiting thread is interrupted
	 */
	final synchronized boolean await(int bits, boolean set, long deadline) throws InterruptedException {
		while (is(bits) != set) {
			long remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			if (remaining <= 0) {
				return false;
			}
			wait(remaining);
		}
		return true;
	}

}
