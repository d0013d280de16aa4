package io.github.zkspring.metrics;

import io.github.zkspring.leader.LeaderInvocation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * {@link ObservationConvention} for calls of {@code @LeaderOnly} methods. A bean of this
 * type replaces {@link DefaultZkLeaderObservationConvention}.
 *
 * @since 0.1.0
 */
public interface ZkLeaderObservationConvention extends ObservationConvention<ZkObservationContext<LeaderInvocation>> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return ZkObservationContext.isOf(LeaderInvocation.class, context);
	}

}
