package io.github.zkspring.autoconfigure.health;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.metrics.ZkMetricsAutoConfiguration;
import io.github.zkspring.autoconfigure.template.ZkTemplateAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.health.ZkHealthIndicator;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ZkHealthContributorAutoConfiguration}.
 */
class ZkHealthContributorAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
				ZkLeaderAutoConfiguration.class, ZkTemplateAutoConfiguration.class,
				ZkHealthContributorAutoConfiguration.class, ZkMetricsAutoConfiguration.class))
		.withPropertyValues("zk.startup.on-unavailable=continue", "zk.connect-string=127.0.0.1:1");

	@Test
	void definesContributorForSessionAndEachFeature() {
		this.contextRunner.run((context) -> assertThat(context.getBeansOfType(HealthContributor.class))
			.containsOnlyKeys("zookeeperHealthContributor", "zookeeperWatchesHealthContributor",
					"zookeeperLeadershipHealthContributor"));
	}

	@Test
	void backsOffForContributorOfApplication() {
		this.contextRunner.withBean("zookeeperHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(context).doesNotHaveBean(ZkHealthIndicator.class));
	}

	@Test
	void definesNoContributorWhenDisabled() {
		this.contextRunner.withPropertyValues("management.health.zookeeper.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HealthContributor.class));
	}

	@Test
	void worksWithoutActuator() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(HealthContributor.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ZkSession.class)
				.doesNotHaveBean("zookeeperHealthContributor"));
	}

}
