package io.github.zkspring.autoconfigure;

import java.util.stream.Stream;

import io.github.zkspring.annotation.ScopedTargets;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.client.connection.Heartbeat;
import io.github.zkspring.client.connection.RequestExecutor;
import io.github.zkspring.client.connection.SessionEventPublisher;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.startup.ConnectStringProbe;
import io.github.zkspring.client.startup.ConnectionDiagnosis;
import io.github.zkspring.client.startup.RootPathInitializer;
import io.github.zkspring.client.startup.ZkClientLifecycle;
import io.github.zkspring.client.startup.ZkClientRuntimeHints;
import io.github.zkspring.client.support.ContextEventPublisher;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.contender.Contenders;
import io.github.zkspring.discovery.MirrorServiceCatalog;
import io.github.zkspring.discovery.ZkServiceWatch;
import io.github.zkspring.embedded.EmbeddedZooKeeperServer;
import io.github.zkspring.fencing.FencedWrites;
import io.github.zkspring.guard.AdvisorOrderPostProcessor;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.leader.OnLeadershipGranted;
import io.github.zkspring.mirror.Mirror;
import io.github.zkspring.watch.ZkWatchRegistry;
import io.github.zkspring.watch.method.WatchMethodProcessor;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.client.ZKClientConfig;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the ZooKeeper session: a
 * {@link CuratorFramework}, unless the application defines one, its {@link ZkSession},
 * and the engines that the features share.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = "org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration")
@ConditionalOnZkEnabled
@EnableConfigurationProperties({ ZkProperties.class, ZkWatchProperties.class })
@ImportRuntimeHints(ZkClientRuntimeHints.class)
public final class ZkAutoConfiguration {

	ZkAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	ZkConnectionDetails zkConnectionDetails(ZkProperties properties, ObjectProvider<SslBundles> sslBundles) {
		return new PropertiesZkConnectionDetails(properties, sslBundles.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	ACLProvider zkAclProvider(ZkProperties properties, ZkConnectionDetails connectionDetails,
			ObjectProvider<EmbeddedZooKeeperServer> embedded) {
		boolean local = embedded.stream()
			.anyMatch((server) -> connectionDetails.getConnectString().equals(server.getConnectString()));
		return PresetAclProvider.of(properties.acl(), connectionDetails, local);
	}

	@Bean
	static AdvisorOrderPostProcessor zkAdvisorOrderPostProcessor() {
		return new AdvisorOrderPostProcessor();
	}

	@Bean
	SessionEventPublisher zkSessionEventPublisher(CuratorSession session, ApplicationContext context) {
		return new SessionEventPublisher(session, new ContextEventPublisher(context, SessionEventPublisher.class));
	}

	@Bean
	IdleProcessWarning zkIdleProcessWarning(ApplicationContext context, ObjectProvider<ZkWatchRegistry> watches,
			ObjectProvider<LeaderElections> elections, ObjectProvider<MirrorServiceCatalog> catalog) {
		return new IdleProcessWarning(context, watches, elections, catalog);
	}

	@Bean
	@ConditionalOnMissingBean
	FencedWrites fencedWrites(ZkConnection connection) {
		return new FencedWrites(connection);
	}

	@Bean
	static ScopedTargets zkScopedTargets(ConfigurableListableBeanFactory beanFactory) {
		return new ScopedTargets(beanFactory,
				Stream
					.concat(WatchMethodProcessor.ANNOTATIONS.stream(),
							Stream.of(OnLeadershipGranted.class, ZkServiceWatch.class))
					.toList());
	}

	/**
	 * Configures the session, and what the features share on it, once in a hierarchy of
	 * contexts: a child context uses the session of its parent.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(CuratorSession.class)
	static class SessionConfiguration {

		@Bean
		CuratorSession zkSession(CuratorFramework curatorFramework, ZkProperties properties) {
			return new CuratorSession(curatorFramework, properties.sessionTimeout());
		}

		@Bean
		@DependsOn("zkSessionEventPublisher")
		ZkClientLifecycle zkClientLifecycle(CuratorFramework curatorFramework, CuratorSession session,
				ZkProperties properties, ObjectProvider<RootPathInitializer> preparation,
				ObjectProvider<ConnectStringProbe> probe) {
			ZkProperties.Startup startup = properties.startup();
			boolean required = startup.isSessionRequired();
			return new ZkClientLifecycle(curatorFramework, session, required ? startup.timeout() : null,
					preparation.getIfAvailable(() -> new RootPathInitializer(curatorFramework, null)), orPlain(probe));
		}

		@Bean
		@Lazy(false)
		ConnectionDiagnosis zkConnectionDiagnosis(CuratorFramework curatorFramework, CuratorSession session,
				ObjectProvider<ConnectStringProbe> probe, ZkEventLoop loop) {
			return new ConnectionDiagnosis(curatorFramework, session, orPlain(probe), loop);
		}

		private static ConnectStringProbe orPlain(ObjectProvider<ConnectStringProbe> probe) {
			return probe.getIfAvailable(() -> new ConnectStringProbe(new ZKClientConfig()));
		}

		@Bean
		ZkConnection zkConnection(CuratorFramework curatorFramework, CuratorSession session, ACLProvider aclProvider,
				ZkClientLifecycle lifecycle) {
			return new ZkConnection(curatorFramework, session, aclProvider, lifecycle::ensureStarted);
		}

		@Bean
		InstanceId zkInstanceId(Environment environment) {
			return InstanceId.create(environment);
		}

		@Bean
		RequestExecutor zkRequestExecutor(ZkConnection connection, ZkEventLoop loop) {
			return new RequestExecutor(connection, loop);
		}

		@Bean
		ZkEventLoop zkEventLoop() {
			return new ZkEventLoop();
		}

		@Bean
		Heartbeat zkHeartbeat(ZkConnection connection, CuratorSession session, ZkEventLoop loop,
				ZkProperties properties) {
			String basePath = properties.heartbeat().basePath();
			try {
				return new Heartbeat(connection, session.sessionLease(), loop, basePath);
			}
			catch (IllegalArgumentException ex) {
				throw new InvalidConfigurationPropertyValueException("zk.heartbeat.base-path", basePath,
						ex.getMessage() + ".");
			}
		}

		@Bean
		Mirror zkMirror(ZkConnection connection, ZkEventLoop loop, ZkWatchProperties properties) {
			return new Mirror(connection, loop, properties.maxPayload().toBytes());
		}

		@Bean
		Contenders zkContenders(ZkConnection connection, Heartbeat heartbeat, ZkEventLoop loop) {
			return new Contenders(connection, heartbeat, loop);
		}

	}

	/**
	 * Configures the client, unless the application defines a {@link CuratorFramework}
	 * bean. {@link ZkClientLifecycle} closes the client before the beans that it depends
	 * on are destroyed, unless the application has started it itself.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(CuratorFramework.class)
	static class ClientConfiguration {

		@Bean
		ClientSecurity zkClientSecurity(ZkConnectionDetails connectionDetails) {
			ClientSecurity security = new ClientSecurity(connectionDetails);
			if (connectionDetails instanceof PropertiesZkConnectionDetails properties) {
				properties.onBundleUpdate(security::update);
			}
			return security;
		}

		@Bean
		StandardCuratorFrameworkCustomizer standardCuratorFrameworkCustomizer(ZkProperties properties,
				ZkConnectionDetails connectionDetails, ClientSecurity security) {
			return new StandardCuratorFrameworkCustomizer(properties, connectionDetails, security.config());
		}

		@Bean
		CuratorClientFactory zkCuratorClientFactory(ObjectProvider<CuratorFrameworkCustomizer> customizers,
				ACLProvider aclProvider) {
			return new CuratorClientFactory(customizers.orderedStream().toList(), aclProvider);
		}

		@Bean
		CuratorFramework curatorFramework(CuratorClientFactory clients, ZkConnectionDetails connectionDetails) {
			return clients.create(connectionDetails.getConnectString());
		}

		@Bean
		RootPathInitializer zkRootPathInitializer(CuratorClientFactory clients, CuratorFramework curatorFramework) {
			return new RootPathInitializer(curatorFramework, clients::create);
		}

		@Bean
		ConnectStringProbe zkConnectStringProbe(ClientSecurity security) {
			return new ConnectStringProbe(security.config());
		}

	}

}
