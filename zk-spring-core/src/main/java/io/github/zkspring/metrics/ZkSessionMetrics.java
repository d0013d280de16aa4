package io.github.zkspring.metrics;

import java.util.Locale;

import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.connection.CuratorSession;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of the session: {@code zookeeper.session.*}.
 *
 * @since 0.1.0
 */
public class ZkSessionMetrics implements MeterBinder {

	private static final double NANOS = 1e9;

	private final CuratorSession session;

	/**
	 * Creates the meters.
	 * @param session the session to measure
	 */
	public ZkSessionMetrics(CuratorSession session) {
		this.session = session;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Meters meters = new Meters(registry);
		meters.gauge(ZkMeter.SESSION_CONNECTED, this.session, (session) -> session.state().isConnected() ? 1 : 0);
		meters.gauge(ZkMeter.SESSION_LEASE, this.session, (session) -> session.lease().toNanos() / NANOS);
		meters.gauge(ZkMeter.SESSION_TIMEOUT, this.session, (session) -> session.negotiatedTimeout().toNanos() / NANOS);
		for (ZkSessionState state : ZkSessionState.values()) {
			transitions(meters, state);
		}
		Counter expiries = meters.counter(ZkMeter.SESSION_EXPIRIES);
		this.session.addStateListener((event) -> {
			transitions(meters, event.state()).increment();
			if (event.state() == ZkSessionState.LOST) {
				expiries.increment();
			}
		});
	}

	private static Counter transitions(Meters meters, ZkSessionState state) {
		return meters.counter(ZkMeter.SESSION_TRANSITIONS, state.name().toLowerCase(Locale.ROOT));
	}

}
