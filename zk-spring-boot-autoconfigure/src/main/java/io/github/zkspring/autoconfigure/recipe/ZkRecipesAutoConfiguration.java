package io.github.zkspring.autoconfigure.recipe;

import io.github.zkspring.autoconfigure.ConditionalOnZkEnabled;
import io.github.zkspring.autoconfigure.InstanceId;
import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.connection.RequestExecutor;
import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.recipe.DefaultZkRecipes;
import io.github.zkspring.recipe.RecipeRequests;
import io.github.zkspring.recipe.ZkRecipes;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link ZkRecipes}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		after = { ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class, ZkLeaderAutoConfiguration.class })
@ConditionalOnZkEnabled
@ConditionalOnBean({ ZnodeCodecs.class, Contenders.class })
@EnableConfigurationProperties(ZkRecipeProperties.class)
public final class ZkRecipesAutoConfiguration {

	ZkRecipesAutoConfiguration() {
	}

	@Bean
	RecipeRequests zkRecipeRequests(RequestExecutor executor, ZkRecipeProperties properties) {
		return new RecipeRequests(executor, properties.timeout());
	}

	@Bean
	@ConditionalOnMissingBean(ZkRecipes.class)
	DefaultZkRecipes zkRecipes(RecipeRequests requests, ZnodeCodecs codecs, Contenders contenders,
			ZkRecipeProperties properties, InstanceId instanceId) {
		try {
			return new DefaultZkRecipes(properties.basePath(), instanceId.orConfigured(properties.id()), requests,
					codecs, contenders);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("zk.recipe.base-path", properties.basePath(),
					ex.getMessage() + ".");
		}
	}

}
