package io.github.zkspring.metrics;

import io.github.zkspring.leader.LeaderTask;
import io.micrometer.observation.Observation;

/**
 * What is known about the body of a {@code @LeaderOnly} method that is observed.
 *
 * @since 0.1.0
 */
public class ZkLeaderObservationContext extends Observation.Context {

	private final LeaderTask task;

	/**
	 * Create a context.
	 * @param task what is observed
	 */
	public ZkLeaderObservationContext(LeaderTask task) {
		this.task = task;
	}

	/**
	 * What is observed.
	 * @return what is known about it
	 */
	public LeaderTask task() {
		return this.task;
	}

}
