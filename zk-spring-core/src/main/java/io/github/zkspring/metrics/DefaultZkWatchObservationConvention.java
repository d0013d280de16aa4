package io.github.zkspring.metrics;

import java.util.Locale;

import io.github.zkspring.metrics.ZkObservationDocumentation.WatchDetail;
import io.github.zkspring.metrics.ZkObservationDocumentation.WatchKey;
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
	public String getContextualName(ZkWatchObservationContext context) {
		return "watch " + id(context);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ZkWatchObservationContext context) {
		return KeyValues.of(WatchKey.WATCH.withValue(id(context)),
				WatchKey.KIND.withValue(context.delivery().kind().name().toLowerCase(Locale.ROOT)),
				WatchKey.OUTCOME.withValue((context.getError() != null) ? "error" : "success"));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ZkWatchObservationContext context) {
		return KeyValues.of(WatchDetail.PATH.withValue(context.delivery().path()),
				WatchDetail.EVENT.withValue(event(context)));
	}

	private static String id(ZkWatchObservationContext context) {
		return ZkWatchMetrics.tag(context.delivery().watch());
	}

	private static String event(ZkWatchObservationContext context) {
		ZnodeEvent.Type type = context.delivery().type();
		return (type != null) ? type.name().toLowerCase(Locale.ROOT) : KeyValue.NONE_VALUE;
	}

}
