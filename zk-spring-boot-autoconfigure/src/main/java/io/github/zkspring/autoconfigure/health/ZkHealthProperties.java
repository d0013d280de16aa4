package io.github.zkspring.autoconfigure.health;

import io.github.zkspring.health.SuspendedStatus;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for health.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk.health")
public class ZkHealthProperties {

	/**
	 * Status of the session's health while the connection is lost and the session may
	 * live on. Past the session timeout it is down in any case.
	 */
	private SuspendedStatus suspended = SuspendedStatus.UNKNOWN;

	public SuspendedStatus getSuspended() {
		return this.suspended;
	}

	public void setSuspended(SuspendedStatus suspended) {
		this.suspended = suspended;
	}

}
