package io.github.zkspring.health;

import java.util.List;

import io.github.zkspring.watch.ZkWatch;
import io.github.zkspring.watch.ZkWatchRegistry;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} for the watches: how many are open, and which of them may have
 * delivered an older state than the server's. UNKNOWN while there is one, which takes no
 * traffic away from this instance; UP otherwise. Answers from memory.
 *
 * @since 0.1.0
 */
public class ZkWatchHealthIndicator extends AbstractHealthIndicator {

	/** More are counted and not named. */
	private static final int NAMED = 20;

	private final ZkWatchRegistry registry;

	/**
	 * Create an indicator.
	 * @param registry the watches to tell about
	 */
	public ZkWatchHealthIndicator(ZkWatchRegistry registry) {
		super("ZooKeeper watch health check failed");
		this.registry = registry;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		List<ZkWatch> open = this.registry.watches().stream().filter((watch) -> !watch.isClosed()).toList();
		List<String> stale = open.stream().filter(ZkWatch::isStale).map(ZkWatch::id).toList();
		builder.status(stale.isEmpty() ? Status.UP : Status.UNKNOWN)
			.withDetail("watches", open.size())
			.withDetail("stale", stale.size());
		if (!stale.isEmpty()) {
			builder.withDetail("staleIds", stale.stream().limit(NAMED).toList());
		}
	}

}
