package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Prefers instances that never failed, then those whose failure is long ago.
 */
class LeastRecentlyFailedSelector implements InstanceSelector {

	private final InstanceSelector equals;

	LeastRecentlyFailedSelector(InstanceSelector equals) {
		this.equals = equals;
	}

	@Override
	public ServiceInstance select(String service, List<ServiceInstance> candidates, FailureHistory failures) {
		List<ServiceInstance> sound = candidates.stream()
			.filter((candidate) -> failures.sinceLastFailure(candidate) == null)
			.toList();
		if (!sound.isEmpty()) {
			return this.equals.select(service, sound, failures);
		}
		ServiceInstance chosen = candidates.get(0);
		Duration longest = failures.sinceLastFailure(chosen);
		for (ServiceInstance candidate : candidates) {
			Duration since = failures.sinceLastFailure(candidate);
			if (isLonger(since, longest)) {
				chosen = candidate;
				longest = since;
			}
		}
		return chosen;
	}

	private static boolean isLonger(@Nullable Duration since, @Nullable Duration than) {
		return since == null || (than != null && since.compareTo(than) > 0);
	}

}
