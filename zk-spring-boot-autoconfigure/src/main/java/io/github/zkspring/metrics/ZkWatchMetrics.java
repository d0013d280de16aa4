package io.github.zkspring.metrics;

import java.util.Locale;

import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchErrorListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The meter of watches: {@code zookeeper.watch.errors}, counted by the kind of error.
 *
 * @since 0.1.0
 */
public class ZkWatchMetrics implements WatchErrorListener {

	private final MeterRegistry registry;

	/**
	 * Create the meters.
	 * @param registry where they are
	 */
	public ZkWatchMetrics(MeterRegistry registry) {
		this.registry = registry;
		for (WatchError.Kind kind : WatchError.Kind.values()) {
			counter(kind);
		}
	}

	@Override
	public void failed(WatchError error) {
		counter(error.kind()).increment();
	}

	private Counter counter(WatchError.Kind kind) {
		return Counter.builder("zookeeper.watch.errors")
			.description("Errors of ZooKeeper watches, by what went wrong")
			.tag("kind", kind.name().toLowerCase(Locale.ROOT))
			.register(this.registry);
	}

}
