package io.github.zkspring.discovery.registration;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.support.ZkPhases;

import org.springframework.context.SmartLifecycle;

/**
 * Delays the stop of the web server after the record was removed, so that callers notice
 * the removal before the server refuses calls. Beans that stop in between, such as
 * elections, stop during that time.
 */
public class ServiceDrain implements SmartLifecycle {

	private final Duration time;

	private volatile boolean running;

	/**
	 * Begin of the drain, on the monotonic clock; 0 without a drain.
	 */
	private volatile long begin;

	/**
	 * Creates a drain.
	 * @param time the duration of the drain
	 */
	public ServiceDrain(Duration time) {
		this.time = time;
	}

	/**
	 * Begins the drain, after the record was removed.
	 */
	void begin() {
		this.begin = System.nanoTime();
	}

	@Override
	public void start() {
		this.running = true;
		this.begin = 0;
	}

	@Override
	public void stop() {
		this.running = false;
		if (this.begin != 0) {
			await(this.begin + this.time.toNanos() - System.nanoTime());
		}
	}

	private static void await(long nanos) {
		try {
			// never counted down
			new CountDownLatch(1).await(nanos, TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	// a pause does not stop the web server
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return ZkPhases.SERVICE_DRAIN;
	}

}
