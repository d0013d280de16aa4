package io.github.zkspring.autoconfigure.recipe;

import java.time.Duration;

import io.github.zkspring.autoconfigure.PropertyAssert;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for recipes.
 *
 * @param basePath Parent path of all recipes.
 * @param id Id of this instance as a holder of semaphore permits. Defaults to
 * ${spring.application.name}@host:pid and a random part, so that two instances are never
 * the same.
 * @param timeout Maximum time to wait for an answer of the ensemble, including
 * reconnects.
 * @since 0.1.0
 */
@ConfigurationProperties("zk.recipe")
public record ZkRecipeProperties(@DefaultValue("/recipes") String basePath, @Nullable String id,
		@DefaultValue("10s") Duration timeout) {

	/**
	 * Checks the values.
	 */
	public ZkRecipeProperties {
		PropertyAssert.positive("zk.recipe.timeout", timeout);
	}

}
