package io.github.zkspring.metrics;

import java.time.Duration;
import java.util.Locale;

import io.github.zkspring.lock.LockListener;
import io.github.zkspring.lock.QueueLockTemplate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of locks: {@code zookeeper.lock.*}, by the name in {@code @ZkLock} as it is
 * written there. The locks of {@code ZkLockTemplate}, whose names may hold anything, are
 * one: {@code programmatic}.
 *
 * @since 0.1.0
 */
public class ZkLockMetrics implements MeterBinder {

	private final QueueLockTemplate locks;

	/**
	 * Create the meters.
	 * @param locks the locks to measure
	 */
	public ZkLockMetrics(QueueLockTemplate locks) {
		this.locks = locks;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.locks.addListener(new Recorder(new Meters(registry)));
	}

	/**
	 * Records into one registry.
	 *
	 * @param meters where
	 */
	private record Recorder(Meters meters) implements LockListener {

		@Override
		public void waited(String lock, Outcome outcome, Duration waited) {
			this.meters.timer(ZkMeter.LOCK_WAIT, lock, outcome.name().toLowerCase(Locale.ROOT)).record(waited);
			if (outcome == Outcome.ACQUIRED) {
				// there from the first lock on, so that a rate of losses can be taken
				this.meters.counter(ZkMeter.LOCK_LOST, lock);
			}
		}

		@Override
		public void ended(String lock, boolean lost, Duration held) {
			this.meters.timer(ZkMeter.LOCK_HOLD, lock).record(held);
			if (lost) {
				this.meters.counter(ZkMeter.LOCK_LOST, lock).increment();
			}
		}

	}

}
