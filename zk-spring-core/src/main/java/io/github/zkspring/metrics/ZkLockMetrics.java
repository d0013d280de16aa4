package io.github.zkspring.metrics;

import java.time.Duration;
import java.util.Locale;

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
		this.locks.addListener(new Recorder(registry));
	}

	/**
	 * Records locks in one registry.
	 *
	 * @param registry the registry
	 */
	private record Recorder(MeterRegistry registry) implements QueueLockTemplate.Listener {

		@Override
		public void waited(String lock, Outcome outcome, Duration waited) {
			ZkMeter.LOCK_WAIT.timer(this.registry, lock, outcome.name().toLowerCase(Locale.ROOT)).record(waited);
			if (outcome == Outcome.ACQUIRED) {
				// registered with the first lock, so that rates can be computed
				ZkMeter.LOCK_LOST.counter(this.registry, lock);
			}
		}

		@Override
		public void ended(String lock, boolean lost, Duration held) {
			ZkMeter.LOCK_HOLD.timer(this.registry, lock).record(held);
			if (lost) {
				ZkMeter.LOCK_LOST.counter(this.registry, lock).increment();
			}
		}

	}

}
