package io.github.zkspring.metrics;

import java.time.Duration;
import java.util.Locale;

import io.github.zkspring.lock.LockListener;
import io.github.zkspring.lock.QueueLockTemplate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of locks: {@code zookeeper.lock.*}, by the name in {@code @ZkLock} before its
 * expressions are evaluated. The locks of {@code ZkLockTemplate}, whose names are
 * unbounded, share the name {@code programmatic}.
 *
 * @since 0.1.0
 */
public class ZkLockMetrics implements MeterBinder {

	private final QueueLockTemplate locks;

	/**
	 * Creates the meters.
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
	 * Records locks in one registry.
	 *
	 * @param meters the meters
	 */
	private record Recorder(Meters meters) implements LockListener {

		@Override
		public void waited(String lock, Outcome outcome, Duration waited) {
			this.meters.timer(ZkMeter.LOCK_WAIT, lock, outcome.name().toLowerCase(Locale.ROOT)).record(waited);
			if (outcome == Outcome.ACQUIRED) {
				// registered with the first lock, so that rates can be computed
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
