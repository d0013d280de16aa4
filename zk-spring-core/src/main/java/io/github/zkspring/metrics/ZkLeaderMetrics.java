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
		Meters meters = new Meters(registry);
		this.elections.addListener((election) -> bind(election, meters));
	}

	private static void bind(ElectionStatistics election, Meters meters) {
		String name = election.election();
		// the gauge strongly references the source of the counters
		meters.gauge(ZkMeter.LEADER_HELD, election, (present) -> present.isLeader() ? 1 : 0, name);
		meters.counter(ZkMeter.LEADER_TIME, election, (present) -> present.led().toNanos() / 1e9, name);
		meters.counter(ZkMeter.LEADER_TRANSITIONS, election, ElectionStatistics::granted, name, "granted");
		meters.counter(ZkMeter.LEADER_TRANSITIONS, election, ElectionStatistics::revoked, name, "revoked");
		meters.counter(ZkMeter.LEADER_BODIES, election, ElectionStatistics::bodiesRun, name, "run");
		meters.counter(ZkMeter.LEADER_BODIES, election, ElectionStatistics::bodiesSkipped, name, "skipped");
		meters.counter(ZkMeter.LEADER_BODIES, election, ElectionStatistics::bodiesInterrupted, name, "interrupted");
	}

}
