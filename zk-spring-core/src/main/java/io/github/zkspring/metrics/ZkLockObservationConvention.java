package io.github.zkspring.metrics;

import io.github.zkspring.lock.LockInvocation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * {@link ObservationConvention} for calls under a lock. A bean of this type replaces
 * {@link DefaultZkLockObservationConvention}.
 *
 * @since 0.1.0
 */
public interface ZkLockObservationConvention extends ObservationConvention<ZkObservationContext<LockInvocation>> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return ZkObservationContext.isOf(LockInvocation.class, context);
	}

}
