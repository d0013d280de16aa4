package io.github.zkspring.health;

import org.springframework.boot.health.contributor.Status;

/**
 * What a lost connection means to the health of the session, as long as the session may
 * live on at the servers.
 *
 * @since 0.1.0
 */
public enum SuspendedStatus {

	/**
	 * Nothing.
	 */
	UP(Status.UP),

	/**
	 * It shows, and takes no traffic away from the instance.
	 */
	UNKNOWN(Status.UNKNOWN),

	/**
	 * The instance takes no traffic for now.
	 */
	OUT_OF_SERVICE(Status.OUT_OF_SERVICE),

	/**
	 * The same as the end of the session.
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
