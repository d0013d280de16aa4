package io.github.zkspring.metrics;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Convention for the name and the key values of observed watch deliveries. A bean of this
 * type replaces {@link DefaultZkWatchObservationConvention}.
 *
 * @since 0.1.0
 */
public interface ZkWatchObservationConvention extends ObservationConvention<ZkWatchObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof ZkWatchObservationContext;
	}

}
