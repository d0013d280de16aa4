package io.github.zkspring.health;

import org.springframework.boot.health.contributor.Status;

/**
 * Health status of the session while the connection is lost and the servers may still
 * keep the session.
 *
 * @since 0.1.0
 */
public enum SuspendedStatus {

	/**
	 * Reports the session as up.
	 */
	UP(Status.UP),

	/**
	 * Reports the lost connection without an effect on readiness.
	 */
	UNKNOWN(Status.UNKNOWN),

	/**
	 * Takes the instance out of service.
	 */
	OUT_OF_SERVICE(Status.OUT_OF_SERVICE),

	/**
	 * Reports the session as down.
	 */
	DOWN(Status.DOWN);

	private final Status status;

	SuspendedStatus(Status status) {
		this.status = status;
	}

	Status status() {
		return this.status;
	}

}
