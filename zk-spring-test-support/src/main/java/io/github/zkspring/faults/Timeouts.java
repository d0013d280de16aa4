package io.github.zkspring.faults;

import java.time.Duration;

/**
 * Durations that the tests share: limits of waiting, and the session timeout of clients
 * in tests of faults.
 */
public final class Timeouts {

	/**
	 * Limit for everything that one server, or a client of it, does.
	 */
	public static final Duration LONG = Duration.ofSeconds(30);

	/**
	 * Limit for everything that includes the failover of an ensemble or the start of
	 * several processes.
	 */
	public static final Duration FAILOVER = Duration.ofSeconds(60);

	/**
	 * Session timeout of clients whose session is lost on purpose.
	 */
	public static final Duration SESSION = Duration.ofSeconds(4);

	/**
	 * Tolerance of a measured time for the scheduling of threads and processes.
	 */
	public static final Duration SLACK = Duration.ofMillis(700);

	private Timeouts() {
	}

}
