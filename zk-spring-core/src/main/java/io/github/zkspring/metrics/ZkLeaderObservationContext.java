package io.github.zkspring.metrics;

import io.github.zkspring.leader.LeaderInvocation;
import io.micrometer.observation.Observation;

/**
 * {@link Observation.Context} of a call of a {@code @LeaderOnly} method.
 *
 * @since 0.1.0
 */
public class ZkLeaderObservationContext extends Observation.Context {

	private final LeaderInvocation task;

	/**
	 * Creates a context.
	 * @param task the observed call
	 */
	public ZkLeaderObservationContext(LeaderInvocation task) {
		this.task = task;
	}

	/**
	 * Returns the observed call.
	 * @return the call
	 */
	public LeaderInvocation task() {
		return this.task;
	}

}
