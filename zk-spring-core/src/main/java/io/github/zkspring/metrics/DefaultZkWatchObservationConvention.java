package io.github.zkspring.metrics;

import java.util.Locale;

import io.github.zkspring.metrics.ZkObservationDocumentation.Key;
import io.github.zkspring.watch.ObservedDelivery;
import io.github.zkspring.watch.ZnodeEvent;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * Default {@link ZkWatchObservationConvention}, with the names and keys of
 * {@link ZkObservationDocumentation#WATCH_DELIVERY}.
 *
 * @since 0.1.0
 */
public class DefaultZkWatchObservationConvention implements ZkWatchObservationConvention {

	@Override
	public String getName() {
		return "zookeeper.watch.delivery";
	}

	@Override
	public String getContextualName(ZkObservationContext<ObservedDelivery> context) {
		return "watch " + id(context);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ZkObservationContext<ObservedDelivery> context) {
		return KeyValues.of(Key.WATCH.withValue(id(context)),
				Key.KIND.withValue(context.call().kind().name().toLowerCase(Locale.ROOT)),
				Key.OUTCOME.withValue((context.getError() != null) ? "error" : "success"));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ZkObservationContext<ObservedDelivery> context) {
		return KeyValues.of(Key.PATH.withValue(context.call().path()), Key.EVENT.withValue(event(context)));
	}

	private static String id(ZkObservationContext<ObservedDelivery> context) {
		return ZkWatchMetrics.tag(context.call().watch());
	}

	private static String event(ZkObservationContext<ObservedDelivery> context) {
		ZnodeEvent.Type type = context.call().type();
		return (type != null) ? type.name().toLowerCase(Locale.ROOT) : KeyValue.NONE_VALUE;
	}

}
