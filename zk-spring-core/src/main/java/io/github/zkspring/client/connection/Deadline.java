package io.github.zkspring.client.connection;

import java.time.Duration;

/**
 * Deadline of an operation, on the monotonic clock.
 *
 * @param nanoTime the end
 */
public record Deadline(long nanoTime) {

	/** Practically unlimited, without overflow. */
	private static final Duration LONGEST = Duration.ofDays(36_500);

	/**
	 * Returns the deadline of a timeout that begins now.
	 * @param timeout the timeout
	 * @return the deadline
	 */
	public static Deadline after(Duration timeout) {
		Duration bounded = (timeout.compareTo(LONGEST) < 0) ? timeout : LONGEST;
		return new Deadline(System.nanoTime() + bounded.toNanos());
	}

	/**
	 * Returns the remaining time.
	 * @return zero after the deadline
	 */
	public Duration left() {
		return Duration.ofNanos(Math.max(0, this.nanoTime - System.nanoTime()));
	}

	/**
	 * Returns the later one of two deadlines.
	 * @param other another deadline
	 * @return this one or the other one
	 */
	public Deadline orLater(Deadline other) {
		return (this.nanoTime - other.nanoTime >= 0) ? this : other;
	}

}
