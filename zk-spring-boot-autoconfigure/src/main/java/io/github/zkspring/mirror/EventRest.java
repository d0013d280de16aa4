package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Lets notifications gather while very many come. In a storm of writes ZooKeeper's event
 * thread is woken for each of them, which costs those who write more than the
 * notification itself. So when it has waited for one in a storm it rests before it takes
 * it, and takes together what has come meanwhile. While more is waiting it does not rest.
 * Used by that thread alone.
 */
class EventRest {

	/** The rest; no answer and no notification is later by more. */
	static final Duration REST = Duration.ofNanos(1_500_000);

	/** As many notifications make a storm, when no more time lies between them. */
	static final int STORM = 16;

	private static final long STORM_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

	/** A pause as long is one in which the thread has waited. */
	private static final long WAITED_NANOS = TimeUnit.MICROSECONDS.toNanos(5);

	private final LongSupplier clock;

	private final LongConsumer sleep;

	private long since;

	private long lastEnd;

	private int taken;

	EventRest() {
		this(System::nanoTime, LockSupport::parkNanos);
	}

	/**
	 * Create a rest by another clock.
	 * @param clock the monotonic clock, in nanoseconds
	 * @param sleep waits for some nanoseconds
	 */
	EventRest(LongSupplier clock, LongConsumer sleep) {
		this.clock = clock;
		this.sleep = sleep;
	}

	/**
	 * A notification is about to be taken.
	 */
	void begin() {
		long now = this.clock.getAsLong();
		if (now - this.lastEnd > WAITED_NANOS) {
			waited(now);
		}
		this.taken++;
	}

	private void waited(long now) {
		boolean storm = this.taken >= STORM && now - this.since < STORM_NANOS / STORM * this.taken;
		if (storm) {
			this.sleep.accept(REST.toNanos());
		}
		if (storm || now - this.since > STORM_NANOS) {
			this.since = this.clock.getAsLong();
			this.taken = 0;
		}
	}

	/**
	 * It was taken.
	 */
	void end() {
		this.lastEnd = this.clock.getAsLong();
	}

}
