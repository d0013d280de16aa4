package io.github.zkspring.discovery;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Picks one of the instances that may be called. A bean of this type is used for all
 * services; without one it is {@link #random()}.
 *
 * <p>
 * Implementations are called with every choice, by many threads at once.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface InstanceSelector {

	/**
	 * Pick an instance.
	 * @param service the name of the service
	 * @param candidates the instances that are up and not set aside, at least one, sorted
	 * by id
	 * @param failures what is known of their failures
	 * @return one of them
	 */
	ServiceInstance select(String service, List<ServiceInstance> candidates, FailureHistory failures);

	/**
	 * Any instance, each as likely as the other.
	 * @return the selector
	 */
	static InstanceSelector random() {
		return (service, candidates, failures) -> candidates
			.get(ThreadLocalRandom.current().nextInt(candidates.size()));
	}

	/**
	 * One after the other, for each service on its own.
	 * @return the selector
	 */
	static InstanceSelector roundRobin() {
		return new RoundRobinSelector();
	}

	/**
	 * Any of those that never failed; when there are none, the one whose failure is the
	 * longest ago.
	 * @return the selector
	 */
	static InstanceSelector leastRecentlyFailed() {
		return new LeastRecentlyFailedSelector(random());
	}

}
