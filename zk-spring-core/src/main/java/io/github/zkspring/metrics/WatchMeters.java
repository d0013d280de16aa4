package io.github.zkspring.metrics;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.zkspring.watch.WatchDelivery;
import io.github.zkspring.watch.WatchError;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;

/**
 * The meters of one watch.
 */
class WatchMeters {

	private final Timer succeeded;

	private final Timer failed;

	private final Timer sinceChange;

	private final Counter conflated;

	private final Map<WatchError.Kind, Counter> errors = new EnumMap<>(WatchError.Kind.class);

	WatchMeters(Meters meters, String watch) {
		this.succeeded = meters.timer(ZkMeter.WATCH_DELIVERIES, watch, "ok");
		this.failed = meters.timer(ZkMeter.WATCH_DELIVERIES, watch, "error");
		this.sinceChange = meters.timer(ZkMeter.WATCH_LAG, watch, "change");
		this.conflated = meters.counter(ZkMeter.WATCH_CONFLATED, watch);
		for (WatchError.Kind kind : WatchError.Kind.values()) {
			this.errors.put(kind, meters.counter(ZkMeter.WATCH_ERRORS, watch, kind.name().toLowerCase(Locale.ROOT)));
		}
	}

	void delivered(WatchDelivery delivery) {
		(delivery.failed() ? this.failed : this.succeeded).record(delivery.took());
		if (delivery.sinceChange() != null) {
			this.sinceChange.record(delivery.sinceChange());
		}
		this.conflated.increment(delivery.conflated());
	}

	void failed(WatchError.Kind kind) {
		Objects.requireNonNull(this.errors.get(kind)).increment();
	}

	List<Meter> all() {
		return Stream
			.concat(Stream.of(this.succeeded, this.failed, this.sinceChange, this.conflated),
					this.errors.values().stream())
			.toList();
	}

}
