package io.github.zkspring.client.connection;

import java.time.Duration;

/**
 * The end of the time that an operation has, on the monotonic clock.
 *
 * @param nanoTime the end
 */
public record Deadline(long nanoTime) {

	/** Practically unlimited, without overflow. */
	private static final Duration LONGEST = Duration.ofDays(36_500);

	/**
	 * The end of a time that begins now.
	 * @param timeout the time
	 * @return its end
	 */
	public static Deadline after(Duration timeout) {
		Duration bounded = (timeout.compareTo(LONGEST) < 0) ? timeout : LONGEST;
		return new Deadline(System.nanoTime() + bounded.toNanos());
	}

	/**
	 * The time that is left.
	 * @return zero when it is over
	 */
	public Duration left() {
		return Duration.ofNanos(Math.max(0, this.nanoTime - System.nanoTime()));
	}

	/**
	 * The later one of two ends.
	 * @param other another end
	 * @return this one or the other one
	 */
	public Deadline orLater(Deadline other) {
		return (this.nanoTime - other.nanoTime >= 0) ? this : other;
	}

}
