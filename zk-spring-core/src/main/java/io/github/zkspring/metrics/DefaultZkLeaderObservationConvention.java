package io.github.zkspring.metrics;

import io.github.zkspring.leader.LeaderInvocation;
import io.github.zkspring.metrics.ZkObservationDocumentation.Key;
import io.micrometer.common.KeyValues;

import org.springframework.util.ClassUtils;

/**
 * Default {@link ZkLeaderObservationConvention}, with the names and keys of
 * {@link ZkObservationDocumentation#LEADER_TASK}.
 *
 * @since 0.1.0
 */
public class DefaultZkLeaderObservationConvention implements ZkLeaderObservationConvention {

	@Override
	public String getName() {
		return "zookeeper.leader.task";
	}

	@Override
	public String getContextualName(ZkObservationContext<LeaderInvocation> context) {
		return "lead " + context.call().election();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ZkObservationContext<LeaderInvocation> context) {
		return KeyValues.of(Key.ELECTION.withValue(context.call().election()),
				Key.OUTCOME.withValue((context.getError() != null) ? "error" : "success"));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ZkObservationContext<LeaderInvocation> context) {
		return KeyValues.of(Key.METHOD.withValue(ClassUtils.getQualifiedMethodName(context.call().method())));
	}

}
