package io.github.zkspring.metrics;

import io.github.zkspring.lock.LockInvocation;
import io.micrometer.observation.Observation;

/**
 * {@link Observation.Context} of a call under a lock.
 *
 * @since 0.1.0
 */
public class ZkLockObservationContext extends Observation.Context {

	private final LockInvocation task;

	/**
	 * Creates a context.
	 * @param task the observed call
	 */
	public ZkLockObservationContext(LockInvocation task) {
		this.task = task;
	}

	/**
	 * Returns the observed call.
	 * @return the call
	 */
	public LockInvocation task() {
		return this.task;
	}

}
