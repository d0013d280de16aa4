package io.github.zkspring.client.support;

import java.time.Duration;

/**
 * Growing pauses between attempts at something a server refuses, from one second to half
 * a minute. Not safe for use by several threads at once.
 */
public class Backoff {

	private static final Duration FIRST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofSeconds(30);

	private int failures;

	/**
	 * The pause before the next attempt.
	 * @return a longer pause with every call
	 */
	public Duration next() {
		this.failures = this.failures + 1;
		return delay(this.failures);
	}

	/**
	 * Return the pause after a number of consecutive failures.
	 * @param failures how many, at least one
	 * @return the pause
	 */
	public static Duration delay(int failures) {
		Duration delay = FIRST.multipliedBy(1L << Math.min(failures - 1, 5));
		return (delay.compareTo(LONGEST) < 0) ? delay : LONGEST;
	}

	/**
	 * Start again with the shortest pause.
	 */
	public void reset() {
		this.failures = 0;
	}

}
