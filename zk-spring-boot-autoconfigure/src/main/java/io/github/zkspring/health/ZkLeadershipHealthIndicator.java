package io.github.zkspring.health;

import java.util.Locale;

import io.github.zkspring.leader.ElectionSnapshot;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} for the elections of this instance. Reports for each election
 * whether this instance is the leader, a follower, absent, or why it cannot participate.
 * The status is UNKNOWN while it cannot participate in an election, otherwise UP. Answers
 * from memory.
 *
 * @since 0.1.0
 */
public class ZkLeadershipHealthIndicator extends AbstractHealthIndicator {

	private final LeaderElections elections;

	/**
	 * Creates an indicator.
	 * @param elections the elections
	 */
	public ZkLeadershipHealthIndicator(LeaderElections elections) {
		super("ZooKeeper leadership health check failed");
		this.elections = elections;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.up();
		for (LeaderElection election : this.elections.elections()) {
			ElectionSnapshot snapshot = election.snapshot();
			String problem = snapshot.problem();
			builder.withDetail(election.name(),
					(problem != null) ? problem : snapshot.state().name().toLowerCase(Locale.ROOT));
			if (problem != null) {
				builder.status(Status.UNKNOWN);
			}
		}
	}

}
