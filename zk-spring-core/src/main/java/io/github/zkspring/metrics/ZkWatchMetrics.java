package io.github.zkspring.metrics;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.zkspring.watch.WatchDelivery;
import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchListener;
import io.github.zkspring.watch.ZkWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Meters of watches: {@code zookeeper.watch.*}, by the id of the watch. Watches that were
 * opened without an id, whose number is unbounded, share the meters of their kind. The
 * meters of a closed watch are removed.
 *
 * @since 0.1.0
 */
public class ZkWatchMetrics implements WatchListener {

	private static final Pattern NUMBERED = Pattern.compile("(data|children|tree)#\\d+");

	private final MeterRegistry registry;

	private final Map<String, WatchMeters> watches = new ConcurrentHashMap<>();

	/**
	 * Creates the meters.
	 * @param registry the registry
	 */
	public ZkWatchMetrics(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void delivered(ZkWatch watch, WatchDelivery delivery) {
		if (!watch.isClosed()) {
			of(watch.id()).delivered(delivery);
		}
	}

	@Override
	public void failed(WatchError error) {
		of(error.watchId()).failed(error.kind());
	}

	@Override
	public void ended(ZkWatch watch) {
		boolean shared = !tag(watch.id()).equals(watch.id());
		WatchMeters ended = shared ? null : this.watches.remove(watch.id());
		if (ended != null) {
			ended.all().forEach(this.registry::remove);
		}
	}

	/**
	 * Returns the value of the tag {@code watch}: the id of a watch, or the kind of a
	 * watch that was opened without an id.
	 * @param id the id of the watch
	 * @return the value of the tag
	 */
	static String tag(String id) {
		Matcher numbered = NUMBERED.matcher(id);
		return numbered.matches() ? numbered.group(1) : id;
	}

	private WatchMeters of(String id) {
		WatchMeters known = this.watches.get(id);
		if (known != null) {
			return known;
		}
		return this.watches.computeIfAbsent(tag(id), (tag) -> new WatchMeters(this.registry, tag));
	}

	/**
	 * Meters of one watch.
	 */
	private static final class WatchMeters {

		private final Timer succeeded;

		private final Timer failed;

		private final Timer sinceChange;

		private final Counter conflated;

		private final Map<WatchError.Kind, Counter> errors = new EnumMap<>(WatchError.Kind.class);

		WatchMeters(MeterRegistry registry, String watch) {
			this.succeeded = ZkMeter.WATCH_DELIVERIES.timer(registry, watch, "ok");
			this.failed = ZkMeter.WATCH_DELIVERIES.timer(registry, watch, "error");
			this.sinceChange = ZkMeter.WATCH_LAG.timer(registry, watch, "change");
			this.conflated = ZkMeter.WATCH_CONFLATED.counter(registry, watch);
			for (WatchError.Kind kind : WatchError.Kind.values()) {
				this.errors.put(kind,
						ZkMeter.WATCH_ERRORS.counter(registry, watch, kind.name().toLowerCase(Locale.ROOT)));
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

}
