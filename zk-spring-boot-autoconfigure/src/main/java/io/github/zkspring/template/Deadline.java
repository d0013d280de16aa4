package io.github.zkspring.template;

import java.time.Duration;

/**
 * The end of the time that an operation has, on the monotonic clock.
 *
 * @param nanoTime the end
 */
record Deadline(long nanoTime) {

	static Deadline after(Duration timeout) {
		return new Deadline(System.nanoTime() + timeout.toNanos());
	}

	/**
	 * The time that is left.
	 * @return zero when it is over
	 */
	Duration left() {
		return Duration.ofNanos(Math.max(0, this.nanoTime - System.nanoTime()));
	}

}
