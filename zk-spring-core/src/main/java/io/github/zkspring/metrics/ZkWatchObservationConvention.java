package io.github.zkspring.metrics;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * {@link ObservationConvention} for calls of watch methods and callbacks. A bean of this
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
