package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Implementations of {@link InstanceSelector}.
 */
final class InstanceSelectors {

	private InstanceSelectors() {
	}

	static ServiceInstance random(List<ServiceInstance> candidates) {
		return candidates.get(ThreadLocalRandom.current().nextInt(candidates.size()));
	}

	static InstanceSelector roundRobin() {
		Map<String, AtomicInteger> counters = new ConcurrentHashMap<>();
		return (service, candidates, failures) -> {
			// get() avoids the lock of computeIfAbsent
			AtomicInteger counter = counters.get(service);
			if (counter == null) {
				counter = counters.computeIfAbsent(service, (key) -> new AtomicInteger());
			}
			return candidates.get(Math.floorMod(counter.getAndIncrement(), candidates.size()));
		};
	}

	static ServiceInstance leastRecentlyFailed(List<ServiceInstance> candidates,
			InstanceSelector.FailureHistory failures) {
		List<ServiceInstance> sound = candidates.stream()
			.filter((candidate) -> failures.sinceLastFailure(candidate) == null)
			.toList();
		return !sound.isEmpty() ? random(sound)
				: candidates.stream()
					.max(Comparator.comparing((candidate) -> sinceLastFailure(candidate, failures)))
					.orElseThrow();
	}

	// the failure may have been forgotten in the meantime
	private static Duration sinceLastFailure(ServiceInstance candidate, InstanceSelector.FailureHistory failures) {
		Duration since = failures.sinceLastFailure(candidate);
		return (since != null) ? since : Duration.ofSeconds(Long.MAX_VALUE);
	}

}
