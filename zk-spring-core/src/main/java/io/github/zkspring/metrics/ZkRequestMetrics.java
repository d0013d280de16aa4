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
 * milliseconds, and without foreground operations that failed.
 *
 * @since 0.1.0
 */
public class ZkRequestMetrics implements MeterBinder {

	private final CuratorSession session;

	private final CuratorFramework curator;

	/**
	 * Create the meters.
	 * @param session the session whose requests are measured
	 * @param curator its client; a tracer that it has is kept
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
	 * Records requests. Looks up what was registered in a map of its own: Micrometer's
	 * takes longer.
	 */
	static final class RequestMeters {

		private final Meters meters;

		private final Map<Answered, Timer> timers = new ConcurrentHashMap<>();

		private final Map<Asked, Payloads> payloads = new ConcurrentHashMap<>();

		private final Map<Code, String> outcomes = new ConcurrentHashMap<>();

		RequestMeters(Meters meters) {
			this.meters = meters;
		}

		void record(String source, String operation, Code code, long nanos, RequestListener.Bytes bytes) {
			Asked asked = new Asked(operation, source);
			this.timers.computeIfAbsent(new Answered(asked, code), this::timer).record(nanos, TimeUnit.NANOSECONDS);
			Payloads counted = this.payloads.computeIfAbsent(asked, this::payloads);
			counted.sent().increment(bytes.sent());
			counted.received().increment(bytes.received());
		}

		private Timer timer(Answered answered) {
			return this.meters.timer(ZkMeter.REQUESTS, answered.asked().operation(),
					this.outcomes.computeIfAbsent(answered.code(), RequestMeters::outcome), answered.asked().source());
		}

		private Payloads payloads(Asked asked) {
			return new Payloads(this.meters.counter(ZkMeter.REQUESTS_SENT, asked.operation(), asked.source()),
					this.meters.counter(ZkMeter.REQUESTS_RECEIVED, asked.operation(), asked.source()));
		}

		/**
		 * The name of a code as its exception writes it: {@code CONNECTIONLOSS} is
		 * {@code connection-loss}.
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
		 * What was asked for.
		 *
		 * @param operation the operation
		 * @param source who asks
		 */
		private record Asked(String operation, String source) {

		}

		/**
		 * What came of it.
		 *
		 * @param asked what was asked for
		 * @param code the answer
		 */
		private record Answered(Asked asked, Code code) {

		}

		/**
		 * Counters of payloads.
		 *
		 * @param sent what was sent
		 * @param received what was received
		 */
		private record Payloads(Counter sent, Counter received) {

		}

	}

}
