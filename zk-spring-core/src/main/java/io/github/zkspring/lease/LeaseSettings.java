package io.github.zkspring.lease;

import java.time.Duration;

import io.github.zkspring.client.ZkPaths;

/**
 * Settings of the leases of an application.
 *
 * @param basePath the parent of all leases
 * @param timeout the maximum duration of one call
 */
public record LeaseSettings(String basePath, Duration timeout) {

	/**
	 * Create settings.
	 * @param basePath the parent of all leases
	 * @param timeout the maximum duration of one call
	 * @throws IllegalArgumentException when the path is not valid
	 */
	public LeaseSettings {
		ZkPaths.validate(basePath);
	}

}
