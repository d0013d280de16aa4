package io.github.zkspring.autoconfigure;

import java.time.Duration;

import io.github.zkspring.client.CuratorSession;
import io.github.zkspring.client.EngineLoop;
import io.github.zkspring.client.Heartbeat;
import io.github.zkspring.client.RootPreparation;
import io.github.zkspring.client.SessionEventPublisher;
import io.github.zkspring.client.ZkClientLifecycle;
import io.github.zkspring.client.ZkConnection;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkStartup;
import io.github.zkspring.mirror.Mirror;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.framework.imps.DefaultACLProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the session with ZooKeeper: a
 * {@link CuratorFramework}, unless the application brings its own, and the
 * {@link ZkSession} behind it.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@EnableConfigurationProperties({ ZkProperties.class, ZkRetryProperties.class })
public final class ZkAutoConfiguration {

	ZkAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	ZkConnectionDetails zkConnectionDetails(ZkProperties properties) {
		return new PropertiesZkConnectionDetails(properties);
	}

	@Bean
	CuratorSession zkSession(CuratorFramework curatorFramework, ZkProperties properties) {
		return new CuratorSession(curatorFramework, properties.getSessionTimeout());
	}

	@Bean
	SessionEventPublisher zkSessionEventPublisher(CuratorSession session, ApplicationEventPublisher publisher) {
		SessionEventPublisher events = new SessionEventPublisher(publisher);
		session.addStateListener(events);
		return events;
	}

	@Bean
	ZkClientLifecycle zkClientLifecycle(CuratorFramework curatorFramework, CuratorSession session,
			ZkProperties properties, ObjectProvider<RootPreparation> preparation) {
		boolean required = properties.getStartup().getOnUnavailable() == ZkProperties.OnUnavailable.FAIL;
		Duration timeout = properties.getStartup().getTimeout();
		return new ZkClientLifecycle(curatorFramework, session, new ZkStartup(required, timeout),
				preparation.getIfAvailable(() -> new RootPreparation(curatorFramework, null)));
	}

	@Bean
	ZkConnection zkConnection(CuratorFramework curatorFramework, CuratorSession session,
			ObjectProvider<ACLProvider> aclProvider) {
		return new ZkConnection(curatorFramework, session, aclProvider.getIfAvailable(DefaultACLProvider::new));
	}

	@Bean
	EngineLoop zkEngineLoop() {
		return new EngineLoop();
	}

	@Bean
	Heartbeat zkHeartbeat(ZkConnection connection, CuratorSession session, EngineLoop loop) {
		return new Heartbeat(connection, session.sessionLease(), loop);
	}

	@Bean
	Mirror zkMirror(ZkConnection connection, EngineLoop loop) {
		return new Mirror(connection, loop);
	}

	/**
	 * The client, where the application does not bring one. Its lifecycle closes it.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(CuratorFramework.class)
	static class ClientConfiguration {

		@Bean
		StandardCuratorFrameworkCustomizer standardCuratorFrameworkCustomizer(ZkProperties properties,
				ZkRetryProperties retry, ZkConnectionDetails connectionDetails) {
			return new StandardCuratorFrameworkCustomizer(properties, retry, connectionDetails);
		}

		@Bean
		CuratorThreadsCustomizer curatorThreadsCustomizer() {
			return new CuratorThreadsCustomizer();
		}

		@Bean
		CuratorFrameworks curatorFrameworks(ObjectProvider<CuratorFrameworkCustomizer> customizers,
				ObjectProvider<ACLProvider> aclProvider) {
			return new CuratorFrameworks(customizers.orderedStream().toList(),
					aclProvider.getIfAvailable(DefaultACLProvider::new));
		}

		@Bean(destroyMethod = "")
		CuratorFramework curatorFramework(CuratorFrameworks clients, ZkConnectionDetails connectionDetails) {
			return clients.create(connectionDetails.getConnectString());
		}

		@Bean
		RootPreparation zkRootPreparation(CuratorFrameworks clients, CuratorFramework curatorFramework) {
			return new RootPreparation(curatorFramework, clients::create);
		}

	}

}
