package io.github.zkspring.metrics;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * {@link ObservationConvention} for calls under a lock. A bean of this type replaces
 * {@link DefaultZkLockObservationConvention}.
 *
 * @since 0.1.0
 */
public interface ZkLockObservationConvention extends ObservationConvention<ZkLockObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof ZkLockObservationContext;
	}

}
