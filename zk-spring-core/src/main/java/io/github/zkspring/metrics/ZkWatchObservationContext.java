package io.github.zkspring.metrics;

import io.github.zkspring.watch.ObservedDelivery;
import io.micrometer.observation.Observation;

/**
 * Context of the observation of a watch delivery.
 *
 * @since 0.1.0
 */
public class ZkWatchObservationContext extends Observation.Context {

	private final ObservedDelivery delivery;

	/**
	 * Creates the context.
	 * @param delivery the observed delivery
	 */
	public ZkWatchObservationContext(ObservedDelivery delivery) {
		this.delivery = delivery;
	}

	/**
	 * Returns the observed delivery.
	 * @return the delivery
	 */
	public ObservedDelivery delivery() {
		return this.delivery;
	}

}
