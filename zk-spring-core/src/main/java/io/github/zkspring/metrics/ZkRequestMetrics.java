package io.github.zkspring.metrics;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.client.connection.RequestListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.curator.CuratorZookeeperClient;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;

/**
 * Meters of requests: {@code zookeeper.requests}, by operation, outcome and source, and
 * their payloads. The features of this starter send on ZooKeeper's own handle and report
 * each request; what goes through Curator is reported by Curator's tracer, in
 * milliseconds and without failed foreground operations.
 *
 * @since 0.1.0
 */
public class ZkRequestMetrics implements MeterBinder {

	private final CuratorSession session;

	private final CuratorFramework curator;

	/**
	 * Creates the meters.
	 * @param session the session of the client
	 * @param curator the client; its tracer is kept as a delegate
	 */
	public ZkRequestMetrics(CuratorSession session, CuratorFramework curator) {
		this.session = session;
		this.curator = curator;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		RequestMeters meters = new RequestMeters(new Meters(registry));
		this.session.requestListeners()
			.add((operation, outcome, nanos, bytes) -> meters.record("starter", operation, outcome, nanos, bytes));
		CuratorZookeeperClient client = this.curator.getZookeeperClient();
		client.setTracerDriver(new CuratorTracer(client.getTracerDriver(), meters));
	}

	/**
	 * Records requests. Caches the registered meters, because the look-up of Micrometer
	 * is takes longer.
	 */
	static final class RequestMeters {

		private final Meters meters;

		private final Map<RequestResult, Timer> timers = new ConcurrentHashMap<>();

		private final Map<RequestKey, Payloads> payloads = new ConcurrentHashMap<>();

		private final Map<Code, String> outcomes = new ConcurrentHashMap<>();

		RequestMeters(Meters meters) {
			this.meters = meters;
		}

		void record(String source, String operation, Code code, long nanos, RequestListener.Bytes bytes) {
			RequestKey key = new RequestKey(operation, source);
			this.timers.computeIfAbsent(new RequestResult(key, code), this::timer).record(nanos, TimeUnit.NANOSECONDS);
			Payloads counted = this.payloads.computeIfAbsent(key, this::payloads);
			counted.sent().increment(bytes.sent());
			counted.received().increment(bytes.received());
		}

		private Timer timer(RequestResult result) {
			return this.meters.timer(ZkMeter.REQUESTS, result.key().operation(),
					this.outcomes.computeIfAbsent(result.code(), RequestMeters::outcome), result.key().source());
		}

		private Payloads payloads(RequestKey key) {
			return new Payloads(this.meters.counter(ZkMeter.REQUESTS_SENT, key.operation(), key.source()),
					this.meters.counter(ZkMeter.REQUESTS_RECEIVED, key.operation(), key.source()));
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

		/**
		 * Operation and source of a request.
		 *
		 * @param operation the operation
		 * @param source the sender
		 */
		private record RequestKey(String operation, String source) {

		}

		/**
		 * Request with its result.
		 *
		 * @param key the request
		 * @param code the result
		 */
		private record RequestResult(RequestKey key, Code code) {

		}

		/**
		 * Counters of payloads.
		 *
		 * @param sent the sent bytes
		 * @param received the received bytes
		 */
		private record Payloads(Counter sent, Counter received) {

		}

	}

}
