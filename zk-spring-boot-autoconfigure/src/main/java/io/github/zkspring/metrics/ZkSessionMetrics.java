package io.github.zkspring.metrics;

import java.util.Locale;

import io.github.zkspring.client.CuratorSession;
import io.github.zkspring.client.ZkSessionState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of the session: {@code zookeeper.session.connected}, 1 while a server answers,
 * and {@code zookeeper.session.transitions}, counted by the state that began.
 *
 * @since 0.1.0
 */
public class ZkSessionMetrics implements MeterBinder {

	private final CuratorSession session;

	/**
	 * Create the meters.
	 * @param session the session to measure
	 */
	public ZkSessionMetrics(CuratorSession session) {
		this.session = session;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("zookeeper.session.connected", this.session, (session) -> session.state().isConnected() ? 1 : 0)
			.description("Whether a ZooKeeper server answers this session")
			.register(registry);
		for (ZkSessionState state : ZkSessionState.values()) {
			counter(registry, state);
		}
		this.session.addStateListener((event) -> counter(registry, event.state()).increment());
	}

	private Counter counter(MeterRegistry registry, ZkSessionState state) {
		return Counter.builder("zookeeper.session.transitions")
			.description("Transitions of the ZooKeeper session, by the state that began")
			.tag("state", state.name().toLowerCase(Locale.ROOT))
			.register(registry);
	}

}
