package io.github.zkspring.metrics;

import io.github.zkspring.leader.ElectionStatistics;
import io.github.zkspring.leader.QueueLeaderElections;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Binds the meters of elections, {@code zookeeper.leader.*}, tagged with the name of the
 * election.
 *
 * @since 0.1.0
 */
public class ZkLeaderMetrics implements MeterBinder {

	private final QueueLeaderElections elections;

	/**
	 * Creates the binder.
	 * @param elections the elections to measure
	 */
	public ZkLeaderMetrics(QueueLeaderElections elections) {
		this.elections = elections;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.elections.addListener((election) -> bind(election, registry));
	}

	private static void bind(ElectionStatistics election, MeterRegistry registry) {
		String name = election.election();
		// the gauge strongly references the source of the counters
		ZkMeter.LEADER_HELD.gauge(registry, election, (present) -> present.isLeader() ? 1 : 0, name);
		ZkMeter.LEADER_TIME.counter(registry, election, (present) -> present.led().toNanos() / 1e9, name);
		ZkMeter.LEADER_TRANSITIONS.counter(registry, election, ElectionStatistics::granted, name, "granted");
		ZkMeter.LEADER_TRANSITIONS.counter(registry, election, ElectionStatistics::revoked, name, "revoked");
		ZkMeter.LEADER_BODIES.counter(registry, election, ElectionStatistics::bodiesRun, name, "run");
		ZkMeter.LEADER_BODIES.counter(registry, election, ElectionStatistics::bodiesSkipped, name, "skipped");
		ZkMeter.LEADER_BODIES.counter(registry, election, ElectionStatistics::bodiesInterrupted, name, "interrupted");
	}

}
