package io.github.zkspring.autoconfigure;

import io.github.zkspring.client.ZkSession;
import io.github.zkspring.health.ZkHealthIndicator;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link ZkHealthIndicator}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ZkAutoConfiguration.class)
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(ZkSession.class)
@ConditionalOnEnabledHealthIndicator("zookeeper")
public final class ZkHealthContributorAutoConfiguration {

	ZkHealthContributorAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(name = { "zookeeperHealthIndicator", "zookeeperHealthContributor" })
	HealthContributor zookeeperHealthContributor(ZkSession session) {
		return new ZkHealthIndicator(session);
	}

}
