package io.github.zkspring.health;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.zkspring.client.support.ZkPhases;
import io.github.zkspring.client.support.ZkThreads;
import io.github.zkspring.leader.QueueLeaderElections;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Status;
import org.springframework.context.SmartLifecycle;

/**
 * Leaves the elections of this instance while it is unhealthy and joins them again
 * afterwards. Checks the health periodically on the thread {@code zk-leader-health}. A
 * slow health indicator blocks only that thread; until it answers, the last status
 * applies.
 *
 * @since 0.1.0
 */
public class LeadershipHealthGate implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(LeadershipHealthGate.class);

	private final QueueLeaderElections elections;

	private final Supplier<Status> health;

	private final Duration interval;

	private volatile @Nullable ScheduledExecutorService executor;

	private boolean fit = true;

	/**
	 * Creates a gate.
	 * @param elections the elections of this instance
	 * @param health returns the health of this instance; may block
	 * @param interval the delay between two checks
	 */
	public LeadershipHealthGate(QueueLeaderElections elections, Supplier<Status> health, Duration interval) {
		this.elections = elections;
		this.health = health;
		this.interval = interval;
	}

	private void check() {
		try {
			Status status = this.health.get();
			boolean fit = !status.equals(Status.DOWN) && !status.equals(Status.OUT_OF_SERVICE);
			if (fit != this.fit) {
				this.fit = fit;
				logger.info("This instance is " + status + (fit ? ": joining its elections again"
						: ": leaving its elections until it is healthy again"));
				this.elections.setFit(fit);
			}
		}
		catch (Exception ex) {
			logger.warn("Failed to check the health of this instance, its elections do not change", ex);
		}
	}

	@Override
	public void start() {
		ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, ZkThreads.single("zk-leader-health"));
		timer.scheduleWithFixedDelay(this::check, this.interval.toNanos(), this.interval.toNanos(),
				TimeUnit.NANOSECONDS);
		this.executor = timer;
	}

	@Override
	public void stop() {
		ScheduledExecutorService timer = this.executor;
		this.executor = null;
		if (timer != null) {
			timer.shutdownNow();
		}
	}

	@Override
	public boolean isRunning() {
		return this.executor != null;
	}

	@Override
	public int getPhase() {
		return ZkPhases.ELECTIONS;
	}

}
