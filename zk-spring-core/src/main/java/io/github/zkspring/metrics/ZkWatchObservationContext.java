package io.github.zkspring.metrics;

import io.github.zkspring.watch.ObservedDelivery;
import io.micrometer.observation.Observation;

/**
 * {@link Observation.Context} of a call of a watch method or callback.
 *
 * @since 0.1.0
 */
public class ZkWatchObservationContext extends Observation.Context {

	private final ObservedDelivery delivery;

	/**
	 * Creates a context.
	 * @param delivery the observed call
	 */
	public ZkWatchObservationContext(ObservedDelivery delivery) {
		this.delivery = delivery;
	}

	/**
	 * Returns the observed call.
	 * @return the call
	 */
	public ObservedDelivery delivery() {
		return this.delivery;
	}

}
