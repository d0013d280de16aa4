package io.github.zkspring.metrics;

import io.github.zkspring.lock.LockInvocation;
import io.micrometer.observation.Observation;

/**
 * What is known about a call under a lock that is observed.
 *
 * @since 0.1.0
 */
public class ZkLockObservationContext extends Observation.Context {

	private final LockInvocation task;

	/**
	 * Create a context.
	 * @param task what is observed
	 */
	public ZkLockObservationContext(LockInvocation task) {
		this.task = task;
	}

	/**
	 * What is observed.
	 * @return what is known about it
	 */
	public LockInvocation task() {
		return this.task;
	}

}
