package io.github.zkspring.autoconfigure.health;

import io.github.zkspring.autoconfigure.ConditionalOnZkEnabled;
import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkRegistrationAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.discovery.MirrorServiceCatalog;
import io.github.zkspring.discovery.ServiceRegistration;
import io.github.zkspring.health.ZkDiscoveryHealthIndicator;
import io.github.zkspring.health.ZkHealthIndicator;
import io.github.zkspring.health.ZkLeadershipHealthIndicator;
import io.github.zkspring.health.ZkWatchHealthIndicator;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.watch.ZkWatchRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the health of the session,
 * watches, elections and service discovery.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class, ZkLeaderAutoConfiguration.class,
		ZkDiscoveryAutoConfiguration.class, ZkRegistrationAutoConfiguration.class })
@ConditionalOnZkEnabled
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(ZkSession.class)
@ConditionalOnEnabledHealthIndicator("zookeeper")
@EnableConfigurationProperties(ZkHealthProperties.class)
public final class ZkHealthContributorAutoConfiguration {

	ZkHealthContributorAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(name = { "zookeeperHealthIndicator", "zookeeperHealthContributor" })
	HealthContributor zookeeperHealthContributor(ZkSession session, ZkHealthProperties properties) {
		return new ZkHealthIndicator(session, properties.suspended().status());
	}

	@Bean
	@ConditionalOnBean(ZkWatchRegistry.class)
	@ConditionalOnMissingBean(name = { "zookeeperWatchesHealthIndicator", "zookeeperWatchesHealthContributor" })
	HealthContributor zookeeperWatchesHealthContributor(ZkWatchRegistry registry) {
		return new ZkWatchHealthIndicator(registry);
	}

	@Bean
	@ConditionalOnBean(LeaderElections.class)
	@ConditionalOnMissingBean(name = { "zookeeperLeadershipHealthIndicator", "zookeeperLeadershipHealthContributor" })
	HealthContributor zookeeperLeadershipHealthContributor(LeaderElections elections) {
		return new ZkLeadershipHealthIndicator(elections);
	}

	@Bean
	@ConditionalOnBean(MirrorServiceCatalog.class)
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT,
			name = { "zookeeperDiscoveryHealthIndicator", "zookeeperDiscoveryHealthContributor" })
	HealthContributor zookeeperDiscoveryHealthContributor(MirrorServiceCatalog catalog,
			ObjectProvider<ServiceRegistration> registration) {
		return new ZkDiscoveryHealthIndicator(catalog, registration.getIfAvailable());
	}

}
