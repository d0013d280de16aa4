package io.github.zkspring.autoconfigure.discovery;

import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.discovery.cloud.CatalogDiscoveryClient;
import io.github.zkspring.discovery.cloud.CatalogReactiveDiscoveryClient;
import io.github.zkspring.discovery.cloud.CloudRegistration;
import io.github.zkspring.discovery.cloud.CloudServiceRegistry;
import io.github.zkspring.discovery.cloud.NoOpLoadBalancerCacheManager;
import io.github.zkspring.discovery.registration.ManagedRegistration;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cloud.client.ConditionalOnBlockingDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnReactiveDiscoveryEnabled;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
		CloudRegistration zkCloudRegistration(ManagedRegistration registration) {
			return new CloudRegistration(registration);
		}

		@Bean
		CloudServiceRegistry zkCloudServiceRegistry(ManagedRegistration registration) {
			return new CloudServiceRegistry(registration);
		}

		@Bean
		InstanceRegisteredPublisher zkInstanceRegisteredPublisher(CloudRegistration registration,
				ApplicationEventPublisher publisher) {
			return new InstanceRegisteredPublisher(registration, publisher);
		}

	}

	/**
	 * Replaces the cache of the load balancer, which would only copy the catalog, unless
	 * {@code spring.cloud.loadbalancer.cache.enabled} is set.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(LoadBalancerCacheManager.class)
	@ConditionalOnProperty(name = "spring.cloud.loadbalancer.cache.enabled", havingValue = "unset",
			matchIfMissing = true)
	static class LoadBalancerConfiguration {

		@Bean
		@ConditionalOnMissingBean(LoadBalancerCacheManager.class)
		NoOpLoadBalancerCacheManager zkUncachedInstances() {
			return new NoOpLoadBalancerCacheManager();
		}

	}

}
