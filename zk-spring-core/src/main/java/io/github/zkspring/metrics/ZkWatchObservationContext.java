package io.github.zkspring.metrics;

import io.github.zkspring.watch.ObservedDelivery;
import io.micrometer.observation.Observation;

/**
 * What is known about a call of the code of a watch that is observed.
 *
 * @since 0.1.0
 */
public class ZkWatchObservationContext extends Observation.Context {

	private final ObservedDelivery delivery;

	/**
	 * Create a context.
	 * @param delivery what is observed
	 */
	public ZkWatchObservationContext(ObservedDelivery delivery) {
		this.delivery = delivery;
	}

	/**
	 * What is observed.
	 * @return what is known about it
	 */
	public ObservedDelivery delivery() {
		return this.delivery;
	}

}
