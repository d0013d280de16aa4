package io.github.zkspring.autoconfigure.discovery;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.zkspring.autoconfigure.ConditionalOnZkEnabled;
import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.discovery.cloud.CatalogDiscoveryClient;
import io.github.zkspring.discovery.cloud.CatalogReactiveDiscoveryClient;
import io.github.zkspring.discovery.cloud.CloudServiceInstance;
import io.github.zkspring.discovery.cloud.CloudServiceRegistry;
import io.github.zkspring.discovery.registration.ManagedRegistration;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.cloud.client.ConditionalOnBlockingDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnReactiveDiscoveryEnabled;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.GenericApplicationListener;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for Spring Cloud. Adapts the service
 * catalog to a discovery client and the registration to a service registry.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { ZkDiscoveryAutoConfiguration.class, ZkRegistrationAutoConfiguration.class },
		beforeName = { "org.springframework.cloud.client.CommonsClientAutoConfiguration",
				"org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration",
				"org.springframework.cloud.client.serviceregistry.ServiceRegistryAutoConfiguration",
				"org.springframework.cloud.loadbalancer.config.LoadBalancerCacheAutoConfiguration" })
@ConditionalOnZkEnabled
@ConditionalOnClass(DiscoveryClient.class)
@ConditionalOnBean(ServiceCatalog.class)
@ConditionalOnDiscoveryEnabled
public final class ZkCloudAutoConfiguration {

	ZkCloudAutoConfiguration() {
	}

	/**
	 * Configures the blocking discovery client.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBlockingDiscoveryEnabled
	static class BlockingConfiguration {

		@Bean
		@ConditionalOnMissingBean
		CatalogDiscoveryClient zkDiscoveryClient(ServiceCatalog catalog) {
			return new CatalogDiscoveryClient(catalog);
		}

	}

	/**
	 * Configures the reactive discovery client.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ReactiveDiscoveryClient.class, Flux.class })
	@ConditionalOnReactiveDiscoveryEnabled
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean
		CatalogReactiveDiscoveryClient zkReactiveDiscoveryClient(ServiceCatalog catalog) {
			return new CatalogReactiveDiscoveryClient(new CatalogDiscoveryClient(catalog));
		}

	}

	/**
	 * Configures the service registry if this application registers itself.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(ManagedRegistration.class)
	static class RegistrationConfiguration {

		@Bean
		CloudServiceInstance zkCloudRegistration(ManagedRegistration registration) {
			return new CloudServiceInstance(registration::describe);
		}

		@Bean
		CloudServiceRegistry zkCloudServiceRegistry(ManagedRegistration registration) {
			return new CloudServiceRegistry(registration);
		}

		// the discovery health indicator of Spring Cloud waits for that event
		@Bean
		GenericApplicationListener zkInstanceRegisteredPublisher(CloudServiceInstance registration,
				ApplicationEventPublisher publisher) {
			AtomicBoolean published = new AtomicBoolean();
			return GenericApplicationListener.forEventType(AvailabilityChangeEvent.class, (event) -> {
				if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC && published.compareAndSet(false, true)) {
					publisher.publishEvent(new InstanceRegisteredEvent<>(registration, registration));
				}
			});
		}

	}

	/**
	 * Replaces the cache of the load balancer, because the catalog is in memory, unless
	 * {@code spring.cloud.loadbalancer.cache.enabled} is set.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(LoadBalancerCacheManager.class)
	@ConditionalOnProperty(name = "spring.cloud.loadbalancer.cache.enabled", havingValue = "unset",
			matchIfMissing = true)
	static class LoadBalancerConfiguration {

		@Bean
		@ConditionalOnMissingBean
		LoadBalancerCacheManager zkUncachedInstances() {
			return new NoOpLoadBalancerCacheManager();
		}

		/**
		 * Disables the cache, which would return removed instances for up to 35 seconds.
		 */
		private static final class NoOpLoadBalancerCacheManager extends NoOpCacheManager
				implements LoadBalancerCacheManager {

		}

	}

}
