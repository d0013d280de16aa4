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
 * {@link HealthIndicator} for watches. Reports the number of open watches, and the stale,
 * failing and paused ones. The status is UNKNOWN while a watch is stale or failing,
 * otherwise UP. Answers from memory.
 *
 * @since 0.1.0
 */
public class ZkWatchHealthIndicator extends AbstractHealthIndicator {

	/** Maximum number of listed ids. */
	private static final int MAX_IDS = 20;

	private final ZkWatchRegistry registry;

	/**
	 * Creates an indicator.
	 * @param registry the watch registry
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
		addWatches(builder, "stale", stale);
		addWatches(builder, "failing", failing);
		addWatches(builder, "paused", open.stream().filter(ZkWatch::isPaused).toList());
		if (!failing.isEmpty()) {
			Map<String, String> errors = new LinkedHashMap<>();
			failing.stream()
				.limit(MAX_IDS)
				.forEach((watch) -> watch.statistics()
					.lastError()
					.ifPresent((error) -> errors.put(watch.id(), text(error))));
			builder.withDetail("errors", errors);
		}
	}

	private static void addWatches(Health.Builder builder, String what, List<ZkWatch> watches) {
		builder.withDetail(what, watches.size());
		if (!watches.isEmpty()) {
			builder.withDetail(what + "Ids", watches.stream().limit(MAX_IDS).map(ZkWatch::id).toList());
		}
	}

	private static String text(WatchStatistics.Failure error) {
		return "%s of %s at %s: %s".formatted(error.kind(), error.path(), error.at(), error.message());
	}

}
