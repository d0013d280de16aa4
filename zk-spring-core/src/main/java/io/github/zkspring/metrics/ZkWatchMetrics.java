package io.github.zkspring.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.watch.WatchDelivery;
import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchListener;
import io.github.zkspring.watch.ZkWatch;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Meters of watches: {@code zookeeper.watch.*}, by the id of the watch. Watches that were
 * opened without an id, of which there may be very many, share the meters of their kind.
 * Those of a watch that has ended are removed.
 *
 * @since 0.1.0
 */
public class ZkWatchMetrics implements WatchListener {

	private final Meters meters;

	private final Map<String, WatchMeters> watches = new ConcurrentHashMap<>();

	/**
	 * Create the meters.
	 * @param registry where they are
	 */
	public ZkWatchMetrics(MeterRegistry registry) {
		this.meters = new Meters(registry);
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
		boolean shared = !WatchTag.of(watch.id()).equals(watch.id());
		WatchMeters ended = shared ? null : this.watches.remove(watch.id());
		if (ended != null) {
			ended.all().forEach(this.meters.registry()::remove);
		}
	}

	private WatchMeters of(String id) {
		WatchMeters known = this.watches.get(id);
		if (known != null) {
			return known;
		}
		return this.watches.computeIfAbsent(WatchTag.of(id), (tag) -> new WatchMeters(this.meters, tag));
	}

}
