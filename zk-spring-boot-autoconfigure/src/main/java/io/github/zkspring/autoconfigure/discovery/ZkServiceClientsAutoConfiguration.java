package io.github.zkspring.autoconfigure.discovery;

import io.github.zkspring.autoconfigure.ConditionalOnZkEnabled;
import io.github.zkspring.discovery.http.NamedServicesInterceptor;
import io.github.zkspring.discovery.http.ServiceRequestInterceptor;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that lets the HTTP clients of Spring
 * Boot, including {@code @HttpExchange} clients, call the services that are listed in
 * {@code zk.discovery.http.services}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ZkDiscoveryAutoConfiguration.class)
@ConditionalOnZkEnabled
@ConditionalOnClass(RestClientCustomizer.class)
@ConditionalOnBean(ServiceRequestInterceptor.class)
@EnableConfigurationProperties(ZkDiscoveryProperties.class)
public final class ZkServiceClientsAutoConfiguration {

	ZkServiceClientsAutoConfiguration() {
	}

	@Bean
	NamedServicesInterceptor zkNamedServicesInterceptor(ZkDiscoveryProperties properties,
			ServiceRequestInterceptor interceptor) {
		return new NamedServicesInterceptor(properties.http().services(), interceptor);
	}

	@Bean
	RestClientCustomizer zkRestClientCustomizer(ZkDiscoveryProperties properties,
			NamedServicesInterceptor interceptor) {
		return (builder) -> {
			if (!properties.http().services().isEmpty()) {
				builder.requestInterceptor(interceptor);
			}
		};
	}

	@Bean
	RestTemplateCustomizer zkRestTemplateCustomizer(ZkDiscoveryProperties properties,
			NamedServicesInterceptor interceptor) {
		return (template) -> {
			if (!properties.http().services().isEmpty()) {
				template.getInterceptors().add(interceptor);
			}
		};
	}

}
