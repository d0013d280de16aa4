package io.github.zkspring.metrics;

import io.github.zkspring.leader.LeaderInvocation;
import io.micrometer.observation.Observation;

/**
 * What is known about the body of a {@code @LeaderOnly} method that is observed.
 *
 * @since 0.1.0
 */
public class ZkLeaderObservationContext extends Observation.Context {

	private final LeaderInvocation task;

	/**
	 * Create a context.
	 * @param task what is observed
	 */
	public ZkLeaderObservationContext(LeaderInvocation task) {
		this.task = task;
	}

	/**
	 * What is observed.
	 * @return what is known about it
	 */
	public LeaderInvocation task() {
		return this.task;
	}

}
