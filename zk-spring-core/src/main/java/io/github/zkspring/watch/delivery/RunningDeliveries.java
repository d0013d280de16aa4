package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tracks running deliveries. While there are any, a timer logs those that are overdue,
 * and again each time they have taken twice as long.
 */
class RunningDeliveries {

	private static final Log logger = LogFactory.getLog(RunningDeliveries.class);

	private static final int CHECKS_PER_PERIOD = 4;

	private static final int STACK_FRAMES = 24;

	private final Map<Object, Delivery> running = new ConcurrentHashMap<>();

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private final ZkEventLoop loop;

	private final Duration overdueAfter;

	RunningDeliveries(ZkEventLoop loop, Duration overdueAfter) {
		this.loop = loop;
		this.overdueAfter = overdueAfter;
	}

	/**
	 * Runs a delivery on the calling thread.
	 * @param watch the watch, which has no other running delivery
	 * @param task the delivery
	 */
	void run(Object watch, Runnable task) {
		Delivery delivery = new Delivery(this.overdueAfter.toNanos());
		this.running.put(watch, delivery);
		scheduleCheck();
		try {
			task.run();
		}
		finally {
			this.running.remove(watch);
			delivery.end();
		}
	}

	private void scheduleCheck() {
		if (!this.scheduled.get() && !this.overdueAfter.isZero() && this.scheduled.compareAndSet(false, true)) {
			this.loop.schedule(this::check, this.overdueAfter.dividedBy(CHECKS_PER_PERIOD));
		}
	}

	private void check() {
		long now = System.nanoTime();
		this.running.forEach((watch, delivery) -> delivery.warnIfOverdue(watch, now));
		this.scheduled.set(false);
		// a delivery that began before the line above did not schedule a check
		if (!this.running.isEmpty()) {
			scheduleCheck();
		}
	}

	void interrupt() {
		this.running.values().forEach(Delivery::interrupt);
	}

	/**
	 * A running delivery.
	 */
	private static final class Delivery {

		private final Thread thread = Thread.currentThread();

		private final long begin = System.nanoTime();

		private long warnAfter;

		private boolean ended;

		private Delivery(long warnAfter) {
			this.warnAfter = warnAfter;
		}

		private void warnIfOverdue(Object watch, long now) {
			long elapsed = now - this.begin;
			if (elapsed < this.warnAfter) {
				return;
			}
			while (this.warnAfter <= elapsed) {
				this.warnAfter *= 2;
			}
			String stack = Arrays.stream(this.thread.getStackTrace())
				.limit(STACK_FRAMES)
				.map(StackTraceElement::toString)
				.collect(Collectors.joining(" < "));
			logger.warn("Overdue: %s has been running for %d ms on thread '%s', which is at %s".formatted(watch,
					elapsed / 1_000_000, this.thread.getName(), stack));
		}

		private synchronized void interrupt() {
			if (!this.ended && this.thread != Thread.currentThread()) {
				this.thread.interrupt();
			}
		}

		// an interrupt of this delivery must not reach the next one on the thread
		private synchronized void end() {
			this.ended = true;
			Thread.interrupted();
		}

	}

}
