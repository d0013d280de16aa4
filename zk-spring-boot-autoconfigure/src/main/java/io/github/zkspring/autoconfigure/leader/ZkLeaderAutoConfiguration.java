package io.github.zkspring.autoconfigure.leader;

import java.time.Duration;
import java.util.Objects;

import io.github.zkspring.autoconfigure.ConditionalOnZkEnabled;
import io.github.zkspring.autoconfigure.InstanceId;
import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.ZkProperties;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.client.support.ContextEventPublisher;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.health.LeadershipHealthGate;
import io.github.zkspring.leader.ElectionRegistry;
import io.github.zkspring.leader.LeaderInvocation;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.leader.LeaderOnlyAnnotationPostProcessor;
import io.github.zkspring.leader.LeadershipHandlerProcessor;
import io.github.zkspring.leader.QueueLeaderElections;
import io.github.zkspring.mirror.Mirror;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for leader election and
 * {@link LeaderOnly @LeaderOnly}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ZkAutoConfiguration.class)
@ConditionalOnZkEnabled
@ConditionalOnBean(CuratorSession.class)
@EnableConfigurationProperties(ZkLeaderProperties.class)
public final class ZkLeaderAutoConfiguration {

	ZkLeaderAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	ElectionRegistry zkElectionRegistry(ZkLeaderProperties properties, Contenders contenders, Mirror mirror,
			InstanceId instanceId, ZkProperties session) {
		String id = instanceId.orConfigured(properties.id());
		try {
			return new ElectionRegistry(new ElectionRegistry.Settings(properties.basePath(), id,
					properties.onSuspended(), properties.drainTimeout(), initialWait(properties, session)), contenders,
					mirror);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("zk.leader.base-path", properties.basePath(),
					ex.getMessage() + ".");
		}
	}

	private static Duration initialWait(ZkLeaderProperties properties, ZkProperties session) {
		return session.startup().isSessionRequired() ? properties.initialWait() : Duration.ZERO;
	}

	@Bean
	QueueLeaderElections leaderElections(ElectionRegistry registry, ApplicationContext context) {
		return new QueueLeaderElections(registry, new ContextEventPublisher(context, QueueLeaderElections.class));
	}

	@Bean
	static LeaderOnlyAnnotationPostProcessor leaderOnlyAnnotationPostProcessor(
			ConfigurableListableBeanFactory beanFactory, ObjectProvider<QueueLeaderElections> elections,
			ObjectProvider<CallObserver<LeaderInvocation>> observer, Environment environment) {
		LeaderOnlyAnnotationPostProcessor processor = new LeaderOnlyAnnotationPostProcessor(beanFactory, elections,
				observer);
		processor.setProxyTargetClass(environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
		processor.setAdviceOrder(Binder.get(environment)
			.bind("zk.leader.advice-order", Integer.class)
			.orElse(LeaderOnlyAnnotationPostProcessor.DEFAULT_ADVICE_ORDER));
		return processor;
	}

	@Bean
	static LeadershipHandlerProcessor leadershipHandlerProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<QueueLeaderElections> elections) {
		return new LeadershipHandlerProcessor(beanFactory, elections);
	}

	/**
	 * Configures the gate that ties leadership to the status of a health group.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HealthEndpoint.class)
	@ConditionalOnProperty("zk.leader.health-group")
	static class HealthConfiguration {

		@Bean
		@ConditionalOnMissingBean
		LeadershipHealthGate zkLeadershipHealthGate(ElectionRegistry elections, ZkLeaderProperties properties,
				ZkProperties session, ObjectProvider<HealthEndpoint> endpoints,
				ObjectProvider<HealthEndpointGroups> groups) {
			String group = Objects.requireNonNull(properties.healthGroup());
			HealthEndpoint endpoint = endpoints.getIfAvailable();
			HealthEndpointGroups known = groups.getIfAvailable();
			if (endpoint == null || known == null) {
				throw invalid(group, "The health endpoint is not available. Expose it, "
						+ "for example with 'management.endpoints.web.exposure.include'.");
			}
			if (!known.getNames().contains(group)) {
				throw invalid(group, "The health group does not exist, the known groups are " + known.getNames()
						+ ". Define it with 'management.endpoint.health.group." + group + ".include'.");
			}
			LeadershipHealthGate.Settings settings = new LeadershipHealthGate.Settings(group,
					properties.healthInterval(), initialWait(properties, session));
			return new LeadershipHealthGate(elections, () -> status(endpoint, group), settings);
		}

		private static Status status(HealthEndpoint endpoint, String group) {
			HealthDescriptor health = endpoint.healthForPath(group);
			return (health != null) ? health.getStatus() : Status.UNKNOWN;
		}

		private static InvalidConfigurationPropertyValueException invalid(String group, String reason) {
			return new InvalidConfigurationPropertyValueException("zk.leader.health-group", group, reason);
		}

	}

}
