package io.github.zkspring.autoconfigure.health;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.health.contributor.Status;

/**
 * Configuration properties for health indicators.
 *
 * @param suspended Status of the session while the connection is lost and the session may
 * still exist. After the session timeout the status is always DOWN.
 * @since 0.1.0
 */
@ConfigurationProperties("zk.health")
public record ZkHealthProperties(@DefaultValue("unknown") SuspendedStatus suspended) {

	/**
	 * Health status of the session while the connection is lost and the servers may still
	 * keep the session.
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

}
