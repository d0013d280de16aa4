package io.github.zkspring.autoconfigure.metrics;

import io.github.zkspring.autoconfigure.ConditionalOnZkEnabled;
import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkRegistrationAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lease.ZkLeaseAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.discovery.MirrorServiceCatalog;
import io.github.zkspring.discovery.ServiceRecords;
import io.github.zkspring.discovery.registration.ManagedRegistration;
import io.github.zkspring.leader.QueueLeaderElections;
import io.github.zkspring.lease.LeaseClaims;
import io.github.zkspring.lock.QueueLockTemplate;
import io.github.zkspring.metrics.ZkDiscoveryMetrics;
import io.github.zkspring.metrics.ZkLeaderMetrics;
import io.github.zkspring.metrics.ZkLeaseMetrics;
import io.github.zkspring.metrics.ZkLockMetrics;
import io.github.zkspring.metrics.ZkMeter;
import io.github.zkspring.metrics.ZkSessionMetrics;
import io.github.zkspring.metrics.ZkWatchMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.curator.framework.CuratorFramework;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the meters of {@link ZkMeter},
 * with a binder for each available feature.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class, ZkLockAutoConfiguration.class,
		ZkLeaseAutoConfiguration.class, ZkDiscoveryAutoConfiguration.class, ZkRegistrationAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnZkEnabled
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, CuratorSession.class })
public final class ZkMetricsAutoConfiguration {

	ZkMetricsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	ZkSessionMetrics zkSessionMetrics(CuratorSession session, CuratorFramework curatorFramework) {
		return new ZkSessionMetrics(session, curatorFramework);
	}

	@Bean
	@ConditionalOnMissingBean
	ZkWatchMetrics zkWatchMetrics(MeterRegistry registry) {
		return new ZkWatchMetrics(registry);
	}

	@Bean
	@ConditionalOnBean(QueueLeaderElections.class)
	@ConditionalOnMissingBean
	ZkLeaderMetrics zkLeaderMetrics(QueueLeaderElections elections) {
		return new ZkLeaderMetrics(elections);
	}

	@Bean
	@ConditionalOnBean(QueueLockTemplate.class)
	@ConditionalOnMissingBean
	ZkLockMetrics zkLockMetrics(QueueLockTemplate locks) {
		return new ZkLockMetrics(locks);
	}

	@Bean
	@ConditionalOnBean(LeaseClaims.class)
	@ConditionalOnMissingBean
	ZkLeaseMetrics zkLeaseMetrics(LeaseClaims claims) {
		return new ZkLeaseMetrics(claims);
	}

	@Bean
	@ConditionalOnBean(ServiceRecords.class)
	@ConditionalOnMissingBean
	ZkDiscoveryMetrics zkDiscoveryMetrics(ObjectProvider<MirrorServiceCatalog> catalog,
			ObjectProvider<ManagedRegistration> registration) {
		return new ZkDiscoveryMetrics(catalog.getIfAvailable(), registration.getIfAvailable());
	}

}
