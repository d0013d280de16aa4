package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.support.ZkPhases;

import org.springframework.context.SmartLifecycle;

/**
 * Gives callers the time to learn that this instance is gone, before its web server takes
 * no more calls. What stops in between, elections for example, stops in that time.
 */
public class ServiceDrain implements SmartLifecycle {

	private final Duration time;

	private volatile boolean running;

	/**
	 * When the time began, on the monotonic clock; 0 when there is nothing to wait for.
	 */
	private volatile long begin;

	/**
	 * Create a drain.
	 * @param time how long callers get
	 */
	public ServiceDrain(Duration time) {
		this.time = time;
	}

	/**
	 * The record is gone: the time begins.
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
			// nothing counts it down
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

	@Override
	public int getPhase() {
		return ZkPhases.SERVICE_DRAIN;
	}

}
