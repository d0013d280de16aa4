package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.List;

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
	 * Select an instance.
	 * @param service the name of the service
	 * @param candidates the instances that are up and not excluded after a failure, at
	 * least one, sorted by id
	 * @param failures the known failures of the instances
	 * @return one of the candidates
	 */
	ServiceInstance select(String service, List<ServiceInstance> candidates, FailureHistory failures);

	/**
	 * Create a selector that selects a random instance with equal probability.
	 * @return the selector
	 */
	static InstanceSelector random() {
		return (service, candidates, failures) -> InstanceSelectors.random(candidates);
	}

	/**
	 * Create a selector that selects the instances of each service in turn.
	 * @return the selector
	 */
	static InstanceSelector roundRobin() {
		return InstanceSelectors.roundRobin();
	}

	/**
	 * Create a selector that selects a random instance without known failures. If all
	 * instances have failed, it selects the one with the earliest failure.
	 * @return the selector
	 */
	static InstanceSelector leastRecentlyFailed() {
		return (service, candidates, failures) -> InstanceSelectors.leastRecentlyFailed(candidates, failures);
	}

	/**
	 * The failures reported to {@link ServiceCatalog#failed}.
	 */
	@FunctionalInterface
	interface FailureHistory {

		/**
		 * Return the time since the last failure of an instance. The history of an
		 * instance ends when its record is changed or removed.
		 * @param instance the instance
		 * @return the time, or {@code null} if no failure is known
		 */
		@Nullable Duration sinceLastFailure(ServiceInstance instance);

	}

}
