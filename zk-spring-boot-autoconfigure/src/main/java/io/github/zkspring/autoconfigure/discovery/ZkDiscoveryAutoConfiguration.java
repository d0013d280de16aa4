package io.github.zkspring.autoconfigure.discovery;

import java.time.Duration;

import io.github.zkspring.autoconfigure.ConditionalOnZkEnabled;
import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.ZkProperties;
import io.github.zkspring.autoconfigure.ZkWatchProperties;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.codec.JsonZnodeCodec;
import io.github.zkspring.codec.ZnodeCodec;
import io.github.zkspring.discovery.InstanceSelector;
import io.github.zkspring.discovery.MirrorServiceCatalog;
import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.discovery.ServiceRecords;
import io.github.zkspring.discovery.ServiceWatchProcessor;
import io.github.zkspring.discovery.ServiceWatches;
import io.github.zkspring.discovery.http.ServiceRequestInterceptor;
import io.github.zkspring.mirror.Mirror;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestInterceptor;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link ServiceCatalog} and
 * {@code @ZkServiceWatch}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ZkAutoConfiguration.class)
@ConditionalOnZkEnabled
@ConditionalOnBooleanProperty(name = "zk.discovery.enabled", matchIfMissing = true)
@ConditionalOnBean(CuratorSession.class)
@EnableConfigurationProperties(ZkDiscoveryProperties.class)
public final class ZkDiscoveryAutoConfiguration {

	ZkDiscoveryAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	ServiceRecords zkServiceRecords(@Qualifier("zkRecordCodec") ObjectProvider<ZnodeCodec> json) {
		return new ServiceRecords(json.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	InstanceSelector zkInstanceSelector() {
		return InstanceSelector.random();
	}

	@Bean
	@ConditionalOnMissingBean(ServiceCatalog.class)
	MirrorServiceCatalog serviceCatalog(Mirror mirror, ZkConnection connection, ServiceRecords records,
			InstanceSelector selector, ZkDiscoveryProperties properties, ZkWatchProperties watch) {
		try {
			MirrorServiceCatalog catalog = new MirrorServiceCatalog(mirror, records, selector, properties.basePath(),
					watch.initialSyncTimeout());
			connection.addListener(catalog);
			return catalog;
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("zk.discovery.base-path", properties.basePath(),
					ex.getMessage() + ".");
		}
	}

	@Bean
	@ConditionalOnBean(MirrorServiceCatalog.class)
	ServiceWatches zkServiceWatches(MirrorServiceCatalog catalog, ZkProperties session, ZkWatchProperties watch) {
		boolean required = session.startup().isSessionRequired();
		return new ServiceWatches(catalog, required ? watch.initialSyncTimeout() : Duration.ZERO);
	}

	@Bean
	static ServiceWatchProcessor zkServiceWatchProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<ServiceWatches> watches) {
		return new ServiceWatchProcessor(beanFactory, watches);
	}

	/**
	 * Configures the codec for service records. Their JSON format is fixed and
	 * independent of the {@code JsonMapper} of the application.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JsonMapper.class)
	static class JsonConfiguration {

		@Bean(defaultCandidate = false)
		ZnodeCodec zkRecordCodec() {
			return new JsonZnodeCodec(JsonMapper.shared());
		}

	}

	/**
	 * Configures the interceptor for Spring's HTTP clients.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ClientHttpRequestInterceptor.class)
	static class HttpConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ServiceRequestInterceptor serviceRequestInterceptor(ServiceCatalog catalog) {
			return new ServiceRequestInterceptor(catalog);
		}

	}

}
