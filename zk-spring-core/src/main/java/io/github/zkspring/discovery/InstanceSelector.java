package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Selects the instance to call. A bean of this type is used for all services; the default
 * is {@link #random()}.
 *
 * <p>
 * Implementations are called for each choice, concurrently by the threads that call
 * {@link ServiceCatalog#choose}, and must not block.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface InstanceSelector {

	/**
	 * Selects an instance.
	 * @param service the name of the service
	 * @param candidates the instances that are up and not excluded after a failure, at
	 * least one, sorted by id
	 * @param failures the known failures of the instances
	 * @return one of the candidates
	 */
	ServiceInstance select(String service, List<ServiceInstance> candidates, FailureHistory failures);

	/**
	 * Creates a selector that selects a random instance with equal probability.
	 * @return the selector
	 */
	static InstanceSelector random() {
		return (service, candidates, failures) -> random(candidates);
	}

	/**
	 * Creates a selector that selects the instances of each service in turn.
	 * @return the selector
	 */
	static InstanceSelector roundRobin() {
		Map<String, AtomicInteger> counters = new ConcurrentHashMap<>();
		return (service, candidates, failures) -> {
			AtomicInteger counter = counters.computeIfAbsent(service, (key) -> new AtomicInteger());
			return candidates.get(Math.floorMod(counter.getAndIncrement(), candidates.size()));
		};
	}

	/**
	 * Creates a selector that selects a random instance without known failures. If all
	 * instances have failed, it selects the one with the earliest failure.
	 * @return the selector
	 */
	static InstanceSelector leastRecentlyFailed() {
		return (service, candidates, failures) -> leastRecentlyFailed(candidates, failures);
	}

	private static ServiceInstance random(List<ServiceInstance> candidates) {
		return candidates.get(ThreadLocalRandom.current().nextInt(candidates.size()));
	}

	private static ServiceInstance leastRecentlyFailed(List<ServiceInstance> candidates, FailureHistory failures) {
		List<ServiceInstance> sound = candidates.stream()
			.filter((candidate) -> failures.sinceLastFailure(candidate) == null)
			.toList();
		return !sound.isEmpty() ? random(sound)
				: candidates.stream()
					.max(Comparator.comparing((candidate) -> sinceLastFailure(candidate, failures)))
					.orElseThrow();
	}

	// the failure may have been forgotten in the meantime
	private static Duration sinceLastFailure(ServiceInstance candidate, FailureHistory failures) {
		Duration since = failures.sinceLastFailure(candidate);
		return (since != null) ? since : Duration.ofSeconds(Long.MAX_VALUE);
	}

	/**
	 * The failures reported to {@link ServiceCatalog#failed}.
	 */
	@FunctionalInterface
	interface FailureHistory {

		/**
		 * Returns the time since the last failure of an instance. The history of an
		 * instance ends when its record is changed or removed.
		 * @param instance the instance
		 * @return the time, or {@code null} if no failure is known
		 */
		@Nullable Duration sinceLastFailure(ServiceInstance instance);

	}

}
