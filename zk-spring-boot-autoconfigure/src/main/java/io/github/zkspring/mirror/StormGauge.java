package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Measures how fast changes come, one short span after the other. Guarded by the lock of
 * the mirror.
 */
class StormGauge {

	/** So long changes have to come fast to be more than a handful of writes at once. */
	static final Duration SPAN = Duration.ofMillis(25);

	/** No rate is known before the span is over. */
	static final int UNKNOWN = -1;

	private static final int MOST = 10_000_000;

	private boolean begun;

	private long since;

	private long changes;

	/**
	 * Begin a span.
	 * @param start when, by {@link System#nanoTime()}; what comes before does not count
	 */
	void begin(long start) {
		this.begun = true;
		this.since = start;
		this.changes = 0;
	}

	/**
	 * Count changes.
	 * @param more how many
	 * @param now the time by {@link System#nanoTime()}
	 * @return the changes per second of a span that is over, else {@link #UNKNOWN}
	 */
	int count(long more, long now) {
		if (!this.begun) {
			begin(now);
		}
		long elapsed = now - this.since;
		this.changes += (elapsed >= 0) ? more : 0;
		if (elapsed < SPAN.toNanos()) {
			return UNKNOWN;
		}
		double rate = (double) this.changes * TimeUnit.SECONDS.toNanos(1) / elapsed;
		begin(now);
		return (int) Math.min(rate, MOST);
	}

}
