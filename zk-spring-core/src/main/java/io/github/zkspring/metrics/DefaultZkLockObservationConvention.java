package io.github.zkspring.metrics;

import java.util.Locale;
import java.util.Objects;

import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.lock.LockInvocation;
import io.github.zkspring.metrics.ZkObservationDocumentation.Key;
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
	public String getContextualName(ZkObservationContext<LockInvocation> context) {
		return "lock " + expression(context);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ZkObservationContext<LockInvocation> context) {
		return KeyValues.of(Key.LOCK.withValue(expression(context)),
				Key.MODE.withValue(context.call().mode().name().toLowerCase(Locale.ROOT)),
				Key.OUTCOME.withValue(outcome(context)));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ZkObservationContext<LockInvocation> context) {
		return KeyValues.of(Key.NAME.withValue(context.call().name()), Key.TOKEN.withValue(token(context)));
	}

	private static String expression(ZkObservationContext<LockInvocation> context) {
		return Objects.requireNonNullElse(context.call().expression(), KeyValue.NONE_VALUE);
	}

	private static String outcome(ZkObservationContext<LockInvocation> context) {
		if (context.getError() != null) {
			return "error";
		}
		return (context.call().token() != null) ? "success" : "skipped";
	}

	private static String token(ZkObservationContext<LockInvocation> context) {
		FencingToken token = context.call().token();
		return (token != null) ? Long.toString(token.value()) : KeyValue.NONE_VALUE;
	}

}
