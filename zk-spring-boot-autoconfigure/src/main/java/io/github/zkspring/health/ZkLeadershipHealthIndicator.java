package io.github.zkspring.health;

import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} for the elections of this instance: for each, whether it leads,
 * follows, or cannot take part and why. UNKNOWN while it cannot take part in one, which
 * takes no traffic away from it; UP otherwise. Answers from memory.
 *
 * @since 0.1.0
 */
public class ZkLeadershipHealthIndicator extends AbstractHealthIndicator {

	private final LeaderElections elections;

	/**
	 * Create an indicator.
	 * @param elections the elections to tell about
	 */
	public ZkLeadershipHealthIndicator(LeaderElections elections) {
		super("ZooKeeper leadership health check failed");
		this.elections = elections;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.up();
		for (LeaderElection election : this.elections.elections()) {
			builder.withDetail(election.name(),
					election.problem().orElseGet(() -> election.isLeader() ? "leader" : "follower"));
			if (election.problem().isPresent()) {
				builder.status(Status.UNKNOWN);
			}
		}
	}

}
