package io.github.zkspring.autoconfigure.health;

import io.github.zkspring.health.SuspendedStatus;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for health indicators.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk.health")
public class ZkHealthProperties {

	/**
	 * Status of the session while the connection is lost and the session may still exist.
	 * After the session timeout the status is always DOWN.
	 */
	private SuspendedStatus suspended = SuspendedStatus.UNKNOWN;

	public SuspendedStatus getSuspended() {
		return this.suspended;
	}

	public void setSuspended(SuspendedStatus suspended) {
		this.suspended = suspended;
	}

}
