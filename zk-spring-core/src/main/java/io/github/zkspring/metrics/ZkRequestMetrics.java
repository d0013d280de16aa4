package io.github.zkspring.metrics;

import io.github.zkspring.client.connection.CuratorSession;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.curator.CuratorZookeeperClient;
import org.apache.curator.framework.CuratorFramework;

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

}
