package io.github.zkspring.recipe;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.recipe.ZkRecipesAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for the {@link ZkRecipes} bean and its properties.
 */
class ZkRecipesDefinitionTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
				ZkLeaderAutoConfiguration.class, ZkRecipesAutoConfiguration.class))
		.withPropertyValues("zk.startup.on-unavailable=continue", "zk.connect-string=127.0.0.1:1");

	@Test
	void rejectsInvalidBasePath() {
		this.contextRunner.withPropertyValues("zk.recipe.base-path=recipes")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("zk.recipe.base-path")
				.hasMessageContaining("it must start with '/'"));
	}

	@Test
	void usesParentForEachKindOfRecipe() {
		this.contextRunner.withPropertyValues("zk.recipe.base-path=/app").run((context) -> {
			ZkRecipes recipes = context.getBean(ZkRecipes.class);
			assertThat(recipes.barrier("n").path()).isEqualTo("/app/barriers/n");
			assertThat(recipes.doubleBarrier("n", 1).path()).isEqualTo("/app/double-barriers/n");
			assertThat(recipes.counter("n").path()).isEqualTo("/app/counters/n");
			assertThat(recipes.sharedValue("n", String.class).path()).isEqualTo("/app/values/n");
			assertThat(recipes.semaphore("n", 1).path()).isEqualTo("/app/semaphores/n");
			assertThat(recipes.queue("n", String.class).path()).isEqualTo("/app/queues/n");
			assertThat(recipes.lockingQueue("n", String.class).path()).isEqualTo("/app/locking-queues/n");
		});
	}

	@Test
	void reportsMissingCodec() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("tools.jackson"))
			.run((context) -> assertThatIllegalArgumentException()
				.isThrownBy(() -> context.getBean(ZkRecipes.class).queue("n", ZkRecipesDefinitionTests.class))
				.withMessageContaining("spring-boot-starter-jackson"));
	}

	@Test
	void backsOffForApplicationBean() {
		ZkRecipes own = Mockito.mock(ZkRecipes.class);
		this.contextRunner.withBean(ZkRecipes.class, () -> own)
			.run((context) -> assertThat(context).getBean(ZkRecipes.class).isSameAs(own));
	}

}
