package io.github.zkspring.lease;

import java.time.Duration;

import io.github.zkspring.client.ZkPaths;

import org.springframework.util.Assert;

/**
 * Request for a lease.
 *
 * @param name the name of the lease, one path segment
 * @param duration the duration of the lease
 * @param slots the number of leases with that name
 * @param renewable whether the current holder renews its lease
 */
record LeaseRequest(String name, Duration duration, int slots, boolean renewable) {

	/** Keeps the year of the end at four digits. */
	private static final Duration MAX_DURATION = Duration.ofDays(36_500);

	private static final int MAX_SLOTS = 1000;

	LeaseRequest {
		ZkPaths.child("/", name);
		Assert.isTrue(duration.toMillis() > 0 && duration.compareTo(MAX_DURATION) <= 0,
				"'duration' must be at least one millisecond and at most a hundred years");
		Assert.isTrue(slots >= 1 && slots <= MAX_SLOTS, "'slots' must be 1 to " + MAX_SLOTS);
	}

}
