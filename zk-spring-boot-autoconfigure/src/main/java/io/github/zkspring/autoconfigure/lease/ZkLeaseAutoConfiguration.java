package io.github.zkspring.autoconfigure.lease;

import java.time.Clock;

import io.github.zkspring.autoconfigure.ConditionalOnZkEnabled;
import io.github.zkspring.autoconfigure.InstanceId;
import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.client.connection.RequestExecutor;
import io.github.zkspring.lease.LeaseClaims;
import io.github.zkspring.lease.LeaseFormat;
import io.github.zkspring.lease.ZkLease;
import io.github.zkspring.lease.ZkLeaseAnnotationPostProcessor;
import io.github.zkspring.lease.ZkLeases;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link ZkLeases} and
 * {@link ZkLease @ZkLease}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ZkAutoConfiguration.class)
@ConditionalOnZkEnabled
@ConditionalOnBean(CuratorSession.class)
@EnableConfigurationProperties(ZkLeaseProperties.class)
public final class ZkLeaseAutoConfiguration {

	ZkLeaseAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	LeaseClaims zkLeaseClaims(RequestExecutor requests, ZkLeaseProperties properties,
			ObjectProvider<LeaseFormat> format, ObjectProvider<Clock> clock) {
		try {
			LeaseClaims.Settings settings = new LeaseClaims.Settings(properties.basePath(), properties.timeout());
			return new LeaseClaims(settings, requests, format.getIfAvailable(), clock.getIfUnique(Clock::systemUTC));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("zk.lease.base-path", properties.basePath(),
					ex.getMessage() + ".");
		}
	}

	@Bean
	@ConditionalOnMissingBean
	ZkLeases zkLeases(LeaseClaims claims, ZkLeaseProperties properties, InstanceId instanceId) {
		return claims.leases(instanceId.orConfigured(properties.holder()));
	}

	@Bean
	static ZkLeaseAnnotationPostProcessor zkLeaseAnnotationPostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<LeaseClaims> claims, ObjectProvider<ZkLeases> leases, Environment environment) {
		ZkLeaseAnnotationPostProcessor processor = new ZkLeaseAnnotationPostProcessor(beanFactory, claims, leases);
		processor.setProxyTargetClass(environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
		processor.setAdviceOrder(Binder.get(environment)
			.bind("zk.lease.advice-order", Integer.class)
			.orElse(ZkLeaseAnnotationPostProcessor.DEFAULT_ADVICE_ORDER));
		return processor;
	}

	/**
	 * Records are JSON in a fixed format, independent of the JSON mapper of the
	 * application.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JsonMapper.class)
	static class JsonConfiguration {

		@Bean
		LeaseFormat zkLeaseFormat() {
			return new LeaseFormat();
		}

	}

}
