package io.github.zkspring.metrics;

import io.github.zkspring.watch.ObservedDelivery;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * {@link ObservationConvention} for calls of watch methods and callbacks. A bean of this
 * type replaces {@link DefaultZkWatchObservationConvention}.
 *
 * @since 0.1.0
 */
public interface ZkWatchObservationConvention extends ObservationConvention<ZkObservationContext<ObservedDelivery>> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return ZkObservationContext.isOf(ObservedDelivery.class, context);
	}

}
