package io.github.zkspring.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.zkspring.watch.WatchStatistics;
import io.github.zkspring.watch.ZkWatch;
import io.github.zkspring.watch.ZkWatchRegistry;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} for the watches: how many are open, which of them may have
 * delivered an older state than the server's, which have failed and not recovered, and
 * which are paused. UNKNOWN while one is stale or failing, which takes no traffic away
 * from this instance; UP otherwise. Answers from memory.
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
		builder.up().withDetail("watches", open.size());
		List<ZkWatch> stale = open.stream().filter(ZkWatch::isStale).toList();
		List<ZkWatch> failing = open.stream().filter((watch) -> watch.statistics().isFailing()).toList();
		if (!stale.isEmpty() || !failing.isEmpty()) {
			builder.status(Status.UNKNOWN);
		}
		tell(builder, "stale", stale);
		tell(builder, "failing", failing);
		tell(builder, "paused", open.stream().filter(ZkWatch::isPaused).toList());
		if (!failing.isEmpty()) {
			Map<String, String> errors = new LinkedHashMap<>();
			failing.stream()
				.limit(NAMED)
				.forEach((watch) -> watch.statistics()
					.lastError()
					.ifPresent((error) -> errors.put(watch.id(), text(error))));
			builder.withDetail("errors", errors);
		}
	}

	private static void tell(Health.Builder builder, String what, List<ZkWatch> watches) {
		builder.withDetail(what, watches.size());
		if (!watches.isEmpty()) {
			builder.withDetail(what + "Ids", watches.stream().limit(NAMED).map(ZkWatch::id).toList());
		}
	}

	private static String text(WatchStatistics.Failure error) {
		return "%s of %s at %s: %s".formatted(error.kind(), error.path(), error.at(), error.message());
	}

}
