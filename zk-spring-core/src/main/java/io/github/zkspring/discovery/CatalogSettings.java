package io.github.zkspring.discovery;

import java.time.Duration;

import io.github.zkspring.client.ZkPaths;

/**
 * Where the catalog is, and how long a first question about a service may take.
 *
 * @param basePath the parent of all services
 * @param timeout the longest wait of a first question
 */
public record CatalogSettings(String basePath, Duration timeout) {

	/**
	 * Create settings.
	 * @param basePath the parent of all services
	 * @param timeout the longest wait of a first question
	 * @throws IllegalArgumentException when the base path is no path
	 */
	public CatalogSettings {
		ZkPaths.validate(basePath);
	}

}
