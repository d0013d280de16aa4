package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.github.zkspring.client.support.Backoff;
import org.jspecify.annotations.Nullable;

/**
 * The instances of a service that did not answer, and for how long they are left alone.
 */
class SetAside implements FailureHistory {

	/** Failures that are further apart are no row. */
	private static final Duration ROW = Duration.ofMinutes(1);

	private final Map<ServiceInstance, Failure> failures = new ConcurrentHashMap<>();

	private final LongSupplier clock;

	/** When the last back-off ends: after that nobody has to look. */
	private volatile long until;

	SetAside(LongSupplier clock) {
		this.clock = clock;
		this.until = clock.getAsLong();
	}

	void failed(ServiceInstance instance) {
		long now = this.clock.getAsLong();
		this.failures.compute(instance, (key, last) -> {
			boolean row = last != null && now - last.at() < ROW.toNanos();
			int count = (last != null && row) ? last.count() + 1 : 1;
			long end = now + Backoff.delay(count).toNanos();
			this.until = (end - this.until > 0) ? end : this.until;
			return new Failure(now, end, count);
		});
	}

	/**
	 * Forget the instances that are not there any more.
	 * @param present those that are
	 */
	void retain(Collection<ServiceInstance> present) {
		this.failures.keySet().retainAll(present);
	}

	/**
	 * Leave out what is set aside.
	 * @param instances the instances, at least one
	 * @return the others; where there are none, the one whose failure is the longest ago
	 */
	List<ServiceInstance> without(List<ServiceInstance> instances) {
		long now = this.clock.getAsLong();
		if (this.until - now <= 0) {
			return instances;
		}
		List<ServiceInstance> others = instances.stream().filter((instance) -> isFree(instance, now)).toList();
		return !others.isEmpty() ? others
				: instances.stream()
					.max(Comparator.comparingLong((instance) -> since(instance, now)))
					.stream()
					.toList();
	}

	private boolean isFree(ServiceInstance instance, long now) {
		Failure failure = this.failures.get(instance);
		return failure == null || failure.until() - now <= 0;
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
	 * @param at when it happened
	 * @param until how long the instance is set aside
	 * @param count how many there were in a row
	 */
	private record Failure(long at, long until, int count) {

	}

}
