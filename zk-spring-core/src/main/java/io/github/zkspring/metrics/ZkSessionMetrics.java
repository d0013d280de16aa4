package io.github.zkspring.metrics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.client.connection.RequestSender.RequestListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.curator.CuratorZookeeperClient;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;

/**
 * Meters of the session, {@code zookeeper.session.*}, and of its requests,
 * {@code zookeeper.requests}, by operation, outcome and source. The features of this
 * starter send on ZooKeeper's own handle and report each request. Requests through
 * Curator are reported by Curator's tracer, in milliseconds and without failed foreground
 * operations.
 *
 * @since 0.1.0
 */
public class ZkSessionMetrics implements MeterBinder {

	private static final double NANOS = 1e9;

	private static final Map<Code, String> OUTCOMES = Arrays.stream(Code.values())
		.collect(Collectors.toUnmodifiableMap(Function.identity(), ZkSessionMetrics::outcome));

	private final CuratorSession session;

	private final CuratorFramework curator;

	/**
	 * Creates the meters.
	 * @param session the session to measure
	 * @param curator the client; its tracer is kept as a delegate
	 */
	public ZkSessionMetrics(CuratorSession session, CuratorFramework curator) {
		this.session = session;
		this.curator = curator;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		bindState(registry);
		this.session.requestListeners().add(recorder(registry, "starter"));
		CuratorZookeeperClient client = this.curator.getZookeeperClient();
		client.setTracerDriver(new CuratorTracer(client.getTracerDriver(), recorder(registry, "curator")));
	}

	private void bindState(MeterRegistry registry) {
		ZkMeter.SESSION_CONNECTED.gauge(registry, this.session, (session) -> session.state().isConnected() ? 1 : 0);
		ZkMeter.SESSION_LEASE.gauge(registry, this.session, (session) -> session.lease().toNanos() / NANOS);
		ZkMeter.SESSION_TIMEOUT.gauge(registry, this.session,
				(session) -> session.negotiatedTimeout().toNanos() / NANOS);
		for (ZkSessionState state : ZkSessionState.values()) {
			transitions(registry, state);
		}
		Counter expiries = ZkMeter.SESSION_EXPIRIES.counter(registry);
		this.session.addStateListener((event) -> {
			transitions(registry, event.state()).increment();
			if (event.state() == ZkSessionState.LOST) {
				expiries.increment();
			}
		});
	}

	private static Counter transitions(MeterRegistry registry, ZkSessionState state) {
		return ZkMeter.SESSION_TRANSITIONS.counter(registry, state.name().toLowerCase(Locale.ROOT));
	}

	/**
	 * Creates a listener that records requests.
	 * @param registry the registry
	 * @param source the sender of the requests
	 * @return the listener
	 */
	static RequestListener recorder(MeterRegistry registry, String source) {
		return (operation, code, nanos, bytes) -> {
			ZkMeter.REQUESTS.timer(registry, operation, OUTCOMES.getOrDefault(code, "unknown"), source)
				.record(nanos, TimeUnit.NANOSECONDS);
			ZkMeter.REQUESTS_SENT.counter(registry, operation, source).increment(bytes.sent());
			ZkMeter.REQUESTS_RECEIVED.counter(registry, operation, source).increment(bytes.received());
		};
	}

	/**
	 * Returns the name of a code like that of its exception: {@code CONNECTIONLOSS}
	 * becomes {@code connection-loss}.
	 * @param code the code
	 * @return its name
	 */
	static String outcome(Code code) {
		if (code == Code.OK) {
			return "ok";
		}
		try {
			String exception = KeeperException.create(code).getClass().getSimpleName();
			return exception.replaceFirst("Exception$", "")
				.replaceAll("(?<=[a-z])(?=[A-Z])", "-")
				.toLowerCase(Locale.ROOT);
		}
		catch (IllegalArgumentException ex) {
			return code.name().toLowerCase(Locale.ROOT);
		}
	}

}
