package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The instances of a service that failed, each excluded from the choice for a growing
 * time.
 */
class FailedInstances implements InstanceSelector.FailureHistory {

	private static final Duration FIRST_EXCLUSION = Duration.ofSeconds(1);

	private static final Duration LONGEST_EXCLUSION = Duration.ofSeconds(30);

	/** A failure resets the count if the previous one is older. */
	private static final Duration RESET_AFTER = Duration.ofMinutes(1);

	private final Map<ServiceInstance, Failure> failures = new ConcurrentHashMap<>();

	private final LongSupplier clock;

	FailedInstances(LongSupplier clock) {
		this.clock = clock;
	}

	void failed(ServiceInstance instance) {
		long now = this.clock.getAsLong();
		this.failures.compute(instance, (key, last) -> {
			int count = (last != null && now - last.at() < RESET_AFTER.toNanos()) ? last.count() + 1 : 1;
			return new Failure(now, now + exclusion(count).toNanos(), count);
		});
	}

	private static Duration exclusion(int count) {
		Duration exclusion = FIRST_EXCLUSION.multipliedBy(1L << Math.min(count - 1, 5));
		return (exclusion.compareTo(LONGEST_EXCLUSION) < 0) ? exclusion : LONGEST_EXCLUSION;
	}

	/**
	 * Forgets the failures of removed instances.
	 * @param present the instances to keep
	 */
	void retain(Collection<ServiceInstance> present) {
		this.failures.keySet().retainAll(present);
	}

	/**
	 * Exclude the instances that failed recently.
	 * @param instances the instances, at least one
	 * @return the other instances; the one with the earliest failure if there are none
	 */
	List<ServiceInstance> exclude(List<ServiceInstance> instances) {
		long now = this.clock.getAsLong();
		List<ServiceInstance> others = instances.stream().filter((instance) -> !isExcluded(instance, now)).toList();
		return !others.isEmpty() ? others
				: instances.stream()
					.max(Comparator.comparingLong((instance) -> since(instance, now)))
					.stream()
					.toList();
	}

	private boolean isExcluded(ServiceInstance instance, long now) {
		Failure failure = this.failures.get(instance);
		return failure != null && failure.until() - now > 0;
	}

	private long since(ServiceInstance instance, long now) {
		Failure failure = this.failures.get(instance);
		return (failure != null) ? now - failure.at() : Long.MAX_VALUE;
	}

	@Override
	public @Nullable Duration sinceLastFailure(ServiceInstance instance) {
		Failure failure = this.failures.get(instance);
		return (failure != null) ? Duration.ofNanos(this.clock.getAsLong() - failure.at()) : null;
	}

	/**
	 * A failure, on the monotonic clock.
	 *
	 * @param at the time of the failure
	 * @param until the end of the exclusion
	 * @param count the number of consecutive failures
	 */
	private record Failure(long at, long until, int count) {

	}

}
