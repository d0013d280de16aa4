package io.github.zkspring.autoconfigure.recipe;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for recipes.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("zk.recipe")
public class ZkRecipeProperties {

	/**
	 * Parent path of all recipes.
	 */
	private String basePath = "/recipes";

	/**
	 * Id of this instance as a holder of semaphore permits. Defaults to
	 * ${spring.application.name}@host:pid.
	 */
	private @Nullable String id;

	/**
	 * Maximum time to wait for an answer of the ensemble, including reconnects.
	 */
	private Duration timeout = Duration.ofSeconds(10);

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

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

}
