package io.github.zkspring.metrics;

import io.github.zkspring.metrics.ZkObservationDocumentation.LeaderDetail;
import io.github.zkspring.metrics.ZkObservationDocumentation.LeaderKey;
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
	public String getContextualName(ZkLeaderObservationContext context) {
		return "lead " + context.task().election();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ZkLeaderObservationContext context) {
		return KeyValues.of(LeaderKey.ELECTION.withValue(context.task().election()),
				LeaderKey.OUTCOME.withValue((context.getError() != null) ? "error" : "success"));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ZkLeaderObservationContext context) {
		return KeyValues.of(LeaderDetail.METHOD.withValue(ClassUtils.getQualifiedMethodName(context.task().method())));
	}

}
