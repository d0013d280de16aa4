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
 * Keeps this instance out of its elections while it is not healthy. Looks at its health
 * again and again on a thread of its own, {@code zk-leader-health}, which a slow health
 * indicator may block: until it answers, the last answer counts.
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
	 * Create a gate.
	 * @param elections what it opens and closes
	 * @param health answers whether this instance is healthy; may block
	 * @param interval time between two looks
	 */
	public LeadershipHealthGate(QueueLeaderElections elections, Supplier<Status> health, Duration interval) {
		this.elections = elections;
		this.health = health;
		this.interval = interval;
	}

	private void look() {
		try {
			Status status = this.health.get();
			boolean fit = !status.equals(Status.DOWN) && !status.equals(Status.OUT_OF_SERVICE);
			if (fit != this.fit) {
				this.fit = fit;
				logger.info("This instance is " + status + (fit ? ": it takes part in its elections again"
						: ": it takes part in no election until that ends"));
				this.elections.setFit(fit);
			}
		}
		catch (Exception ex) {
			logger.warn("The health of this instance cannot be told, its elections stay as they are", ex);
		}
	}

	@Override
	public void start() {
		ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, ZkThreads.single("zk-leader-health"));
		timer.scheduleWithFixedDelay(this::look, this.interval.toNanos(), this.interval.toNanos(),
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
