package io.github.zkspring.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for leadership.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk.leader")
public class ZkLeaderProperties {

	/**
	 * Parent of the queues of all elections.
	 */
	private String basePath = "/leaders";

	/**
	 * Name of this instance in its elections. Defaults to
	 * ${spring.application.name}@host:pid.
	 */
	private @Nullable String id;

	public String getBasePath() {
		return this.basePath;
	}

	public void setBasePath(String basePath) {
		this.basePath = basePath;
	}

	public @Nullable String getId() {
		return this.id;
	}

	public void setId(@Nullable String id) {
		this.id = id;
	}

}
