package io.github.zkspring.autoconfigure.endpoint;

import io.github.zkspring.autoconfigure.ConditionalOnZkEnabled;
import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkRegistrationAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.discovery.MirrorServiceCatalog;
import io.github.zkspring.discovery.ServiceRegistration;
import io.github.zkspring.endpoint.ElectionsContributor;
import io.github.zkspring.endpoint.LocksContributor;
import io.github.zkspring.endpoint.ServicesContributor;
import io.github.zkspring.endpoint.SessionContributor;
import io.github.zkspring.endpoint.WatchesContributor;
import io.github.zkspring.endpoint.ZkEndpoint;
import io.github.zkspring.endpoint.ZkEndpointContributor;
import io.github.zkspring.endpoint.ZkEndpointWebExtension;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.lock.QueueLockTemplate;
import io.github.zkspring.watch.ZkWatchRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link ZkEndpoint}, with a
 * contributor for each available feature.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class, ZkLeaderAutoConfiguration.class,
		ZkLockAutoConfiguration.class, ZkDiscoveryAutoConfiguration.class, ZkRegistrationAutoConfiguration.class })
@ConditionalOnZkEnabled
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(CuratorSession.class)
@ConditionalOnAvailableEndpoint(ZkEndpoint.class)
public final class ZkEndpointAutoConfiguration {

	ZkEndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	ZkEndpoint zkEndpoint(ObjectProvider<ZkEndpointContributor> contributors) {
		return new ZkEndpoint(contributors.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	ZkEndpointWebExtension zkEndpointWebExtension(ZkEndpoint endpoint) {
		return new ZkEndpointWebExtension(endpoint);
	}

	@Bean
	@Order(0)
	SessionContributor zkSessionEndpointContributor(CuratorSession session) {
		return new SessionContributor(session);
	}

	@Bean
	@Order(1)
	@ConditionalOnBean(ZkWatchRegistry.class)
	WatchesContributor zkWatchesEndpointContributor(ZkWatchRegistry registry) {
		return new WatchesContributor(registry);
	}

	@Bean
	@Order(2)
	@ConditionalOnBean(LeaderElections.class)
	ElectionsContributor zkElectionsEndpointContributor(LeaderElections elections) {
		return new ElectionsContributor(elections);
	}

	@Bean
	@Order(3)
	@ConditionalOnBean(QueueLockTemplate.class)
	LocksContributor zkLocksEndpointContributor(QueueLockTemplate locks) {
		return new LocksContributor(locks);
	}

	@Bean
	@Order(4)
	@ConditionalOnBean(MirrorServiceCatalog.class)
	ServicesContributor zkServicesEndpointContributor(MirrorServiceCatalog catalog,
			ObjectProvider<ServiceRegistration> registration) {
		return new ServicesContributor(catalog, registration.getIfAvailable());
	}

}
