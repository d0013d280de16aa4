package io.github.zkspring.metrics;

import io.github.zkspring.leader.LeaderInvocation;
import io.micrometer.observation.Observation;

/**
 * Context of the observation of a {@code @LeaderOnly} method.
 *
 * @since 0.1.0
 */
public class ZkLeaderObservationContext extends Observation.Context {

	private final LeaderInvocation task;

	/**
	 * Creates the context.
	 * @param task the observed execution
	 */
	public ZkLeaderObservationContext(LeaderInvocation task) {
		this.task = task;
	}

	/**
	 * Returns the observed execution of a method body.
	 * @return the execution
	 */
	public LeaderInvocation task() {
		return this.task;
	}

}
