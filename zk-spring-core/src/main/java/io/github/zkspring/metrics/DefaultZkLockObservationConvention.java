package io.github.zkspring.metrics;

import java.util.Locale;
import java.util.Objects;

import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.metrics.ZkObservationDocumentation.LockDetail;
import io.github.zkspring.metrics.ZkObservationDocumentation.LockKey;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * Default {@link ZkLockObservationConvention}, with the names and keys of
 * {@link ZkObservationDocumentation#LOCK}.
 *
 * @since 0.1.0
 */
public class DefaultZkLockObservationConvention implements ZkLockObservationConvention {

	@Override
	public String getName() {
		return "zookeeper.lock";
	}

	@Override
	public String getContextualName(ZkLockObservationContext context) {
		return "lock " + expression(context);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ZkLockObservationContext context) {
		return KeyValues.of(LockKey.LOCK.withValue(expression(context)),
				LockKey.MODE.withValue(context.task().mode().name().toLowerCase(Locale.ROOT)),
				LockKey.OUTCOME.withValue(outcome(context)));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ZkLockObservationContext context) {
		return KeyValues.of(LockDetail.NAME.withValue(context.task().name()),
				LockDetail.TOKEN.withValue(token(context)));
	}

	private static String expression(ZkLockObservationContext context) {
		return Objects.requireNonNullElse(context.task().expression(), KeyValue.NONE_VALUE);
	}

	private static String outcome(ZkLockObservationContext context) {
		if (context.getError() != null) {
			return "error";
		}
		return (context.task().token() != null) ? "success" : "skipped";
	}

	private static String token(ZkLockObservationContext context) {
		FencingToken token = context.task().token();
		return (token != null) ? Long.toString(token.value()) : KeyValue.NONE_VALUE;
	}

}
