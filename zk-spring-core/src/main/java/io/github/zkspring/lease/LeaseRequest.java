package io.github.zkspring.lease;

import java.time.Duration;

import io.github.zkspring.client.ZkPaths;

import org.springframework.util.Assert;

/**
 * What is asked for.
 *
 * @param name the name of the lease, one path segment
 * @param holder who asks
 * @param duration how long it shall last
 * @param slots how many leases of that name there are
 * @param renewable whether the holder gets again what it has already
 */
record LeaseRequest(String name, String holder, Duration duration, int slots, boolean renewable) {

	/** The end of a lease has four digits for the year. */
	private static final Duration LONGEST = Duration.ofDays(36_500);

	private static final int MOST_SLOTS = 1000;

	LeaseRequest {
		ZkPaths.child("/", name);
		Assert.hasText(holder, "'holder' must not be empty");
		Assert.isTrue(duration.toMillis() > 0 && duration.compareTo(LONGEST) <= 0,
				"'duration' must be a millisecond at least, and a hundred years at most");
		Assert.isTrue(slots >= 1 && slots <= MOST_SLOTS, "'slots' must be 1 to " + MOST_SLOTS);
	}

}
