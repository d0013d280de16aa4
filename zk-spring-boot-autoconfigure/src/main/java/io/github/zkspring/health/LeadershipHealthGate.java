package io.github.zkspring.health;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.zkspring.client.support.ZkPhases;
import io.github.zkspring.client.support.ZkThreads;
import io.github.zkspring.leader.ElectionRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Status;
import org.springframework.context.SmartLifecycle;

/**
 * Excludes this instance from its elections before the first answer of a health group and
 * while the group is unhealthy. Checks the health periodically on the thread
 * {@code zk-leader-health}. A slow health indicator blocks only that thread; until it
 * answers, the last status applies.
 *
 * @since 0.1.0
 */
public class LeadershipHealthGate implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(LeadershipHealthGate.class);

	private final ElectionRegistry elections;

	private final Supplier<Status> health;

	private final Settings settings;

	private volatile @Nullable ScheduledExecutorService executor;

	private volatile CountDownLatch answered = new CountDownLatch(1);

	private volatile @Nullable Status last;

	/**
	 * Creates a gate.
	 * @param elections the elections of the application
	 * @param health returns the health of this instance; may block
	 * @param settings the settings
	 */
	public LeadershipHealthGate(ElectionRegistry elections, Supplier<Status> health, Settings settings) {
		this.elections = elections;
		this.health = health;
		this.settings = settings;
	}

	private void check() {
		try {
			Status status = this.health.get();
			Status previous = this.last;
			this.last = status;
			boolean fit = isFit(status);
			if (previous == null || fit != isFit(previous)) {
				String finding = "The health group '%s' is %s".formatted(this.settings.group(), status);
				if (!fit || previous != null) {
					logger.info(finding + (fit ? ": this instance participates in its elections again"
							: ": this instance participates in no election until the group is healthy"));
				}
				this.elections.setExclusion(fit ? null : finding + " (zk.leader.health-group)");
			}
			this.answered.countDown();
		}
		catch (Exception ex) {
			logger.warn("Failed to check the health group '%s', participation in elections does not change"
				.formatted(this.settings.group()), ex);
		}
	}

	private static boolean isFit(Status status) {
		return !status.equals(Status.DOWN) && !status.equals(Status.OUT_OF_SERVICE);
	}

	@Override
	public void start() {
		this.last = null;
		this.answered = new CountDownLatch(1);
		this.elections.setExclusion(
				"The health group '%s' has not answered (zk.leader.health-group)".formatted(this.settings.group()));
		ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, ZkThreads.single("zk-leader-health"));
		timer.scheduleWithFixedDelay(this::check, 0, this.settings.interval().toNanos(), TimeUnit.NANOSECONDS);
		this.executor = timer;
		awaitFirstAnswer();
	}

	private void awaitFirstAnswer() {
		Duration wait = this.settings.initialWait();
		try {
			if (!wait.isZero() && !this.answered.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
				logger.warn(("The health group '%s' has not answered within %d ms (zk.leader.initial-wait): this "
						+ "instance participates in no election until then")
					.formatted(this.settings.group(), wait.toMillis()));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
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

	/**
	 * Returns a phase before that of the elections, which are not joined before the first
	 * answer.
	 */
	@Override
	public int getPhase() {
		return ZkPhases.ELECTIONS - 1;
	}

	/**
	 * Settings of a gate.
	 *
	 * @param group the name of the health group
	 * @param interval the delay between two checks
	 * @param initialWait how long the start waits for the first answer
	 */
	public record Settings(String group, Duration interval, Duration initialWait) {

	}

}
