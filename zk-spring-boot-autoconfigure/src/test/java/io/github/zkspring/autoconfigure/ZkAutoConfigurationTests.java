package io.github.zkspring.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.zkspring.autoconfigure.health.ZkHealthContributorAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.metrics.ZkMetricsAutoConfiguration;
import io.github.zkspring.autoconfigure.template.ZkTemplateAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.metrics.ZkSessionMetrics;
import io.github.zkspring.watch.WatchErrorHandler;
import io.github.zkspring.watch.ZkWatchRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ZkAutoConfiguration} without a server.
 */
class ZkAutoConfigurationTests {

	private static final String UNREACHABLE = "127.0.0.1:1";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
				ZkLeaderAutoConfiguration.class, ZkTemplateAutoConfiguration.class,
				ZkHealthContributorAutoConfiguration.class, ZkMetricsAutoConfiguration.class))
		.withPropertyValues("zk.startup.on-unavailable=continue", "zk.connect-string=" + UNREACHABLE);

	@Test
	void definesClientAndSession() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(CuratorFramework.class)
				.hasSingleBean(ZkSession.class)
				.hasSingleBean(ZkWatchRegistry.class)
				.hasSingleBean(LeaderElections.class)
				.hasSingleBean(WatchErrorHandler.class);
			assertThat(context.getBean(CuratorFramework.class).getState()).isEqualTo(CuratorFrameworkState.STARTED);
			assertThat(context.getBean(ZkSession.class).state()).isEqualTo(ZkSessionState.CONNECTING);
			assertThat(context.getBean(ZkSession.class).negotiatedTimeout()).isEqualTo(Duration.ofSeconds(30));
		});
	}

	@Test
	void closesClientWithContext() {
		List<CuratorFramework> clients = new ArrayList<>();
		this.contextRunner.run((context) -> clients.add(context.getBean(CuratorFramework.class)));
		assertThat(clients.get(0).getState()).isEqualTo(CuratorFrameworkState.STOPPED);
	}

	@Test
	void definesPropertiesBasedConnectionDetailsByDefault() {
		this.contextRunner.run((context) -> assertThat(context).getBean(ZkConnectionDetails.class)
			.isInstanceOf(PropertiesZkConnectionDetails.class)
			.returns(UNREACHABLE, ZkConnectionDetails::getConnectString));
	}

	@Test
	void usesConnectionDetailsOfApplication() {
		this.contextRunner.withUserConfiguration(OwnConnectionDetails.class).run((context) -> {
			assertThat(context).hasSingleBean(ZkConnectionDetails.class)
				.doesNotHaveBean(PropertiesZkConnectionDetails.class);
			assertThat(context.getBean(CuratorFramework.class).getZookeeperClient().getCurrentConnectionString())
				.isEqualTo("127.0.0.1:2");
		});
	}

	@Test
	void startsClientOfApplicationAndDefinesNoOther() {
		this.contextRunner.withUserConfiguration(OwnClient.class).run((context) -> {
			assertThat(context).hasSingleBean(CuratorFramework.class)
				.hasBean("ownClient")
				.doesNotHaveBean(CuratorClientFactory.class)
				.doesNotHaveBean(StandardCuratorFrameworkCustomizer.class)
				.hasSingleBean(ZkSession.class);
			CuratorFramework client = context.getBean(CuratorFramework.class);
			assertThat(client.getState()).isEqualTo(CuratorFrameworkState.STARTED);
			assertThat(client.getZookeeperClient().getCurrentConnectionString()).isEqualTo("127.0.0.1:3");
		});
	}

	@Test
	void acceptsStartedClientOfApplication() {
		this.contextRunner.withUserConfiguration(OwnStartedClient.class)
			.run((context) -> assertThat(context).getBean(CuratorFramework.class)
				.returns(CuratorFrameworkState.STARTED, CuratorFramework::getState));
	}

	@Test
	void mapsPropertiesToClient() {
		build((builder) -> {
			assertThat(builder.getSessionTimeoutMs()).isEqualTo(12000);
			assertThat(builder.getConnectionTimeoutMs()).isEqualTo(3000);
			assertThat(builder.getNamespace()).isEqualTo("shop/eu");
			assertThat(builder.canBeReadOnly()).isTrue();
			assertThat(builder.withEnsembleTracker()).isTrue();
			assertThat(builder.getAuthInfos()).hasSize(2).satisfiesExactly((first) -> {
				assertThat(first.getScheme()).isEqualTo("digest");
				assertThat(first.getAuth()).asString(StandardCharsets.UTF_8).isEqualTo("user:pässword");
			}, (second) -> assertThat(second.getScheme()).isEqualTo("ip"));
		}, "zk.session-timeout=12s", "zk.connection-timeout=3s", "zk.namespace=shop/eu", "zk.read-only=true",
				"zk.ensemble-tracker=true", "zk.auth[0].credentials=user:pässword", "zk.auth[1].scheme=ip",
				"zk.auth[1].credentials=none");
	}

	@Test
	void mapsDefaultsToClient() {
		build((builder) -> {
			assertThat(builder.getSessionTimeoutMs()).isEqualTo(30000);
			assertThat(builder.getConnectionTimeoutMs()).isEqualTo(10000);
			assertThat(builder.getNamespace()).isNullOrEmpty();
			assertThat(builder.canBeReadOnly()).isFalse();
			assertThat(builder.withEnsembleTracker()).isFalse();
			assertThat(builder.getAuthInfos()).isNullOrEmpty();
			assertThat(builder.getZkClientConfig().isSaslClientEnabled()).isFalse();
		});
	}

	@Test
	void boundsConnectionTimeoutBySessionTimeout() {
		build((builder) -> assertThat(builder.getConnectionTimeoutMs()).isEqualTo(5000), "zk.session-timeout=5s");
	}

	@Test
	void setsNamespaceOfClient() {
		this.contextRunner.withPropertyValues("zk.namespace=shop/eu")
			.run((context) -> assertThat(context).getBean(CuratorFramework.class)
				.returns("shop/eu", CuratorFramework::getNamespace));
	}

	@Test
	void callsCustomizersOfApplicationAfterStandardCustomizer() {
		this.contextRunner.withUserConfiguration(Customizers.class)
			.withPropertyValues("zk.session-timeout=12s")
			.run((context) -> assertThat(context.getBean(Customizers.class).seen).containsExactly("early 60000",
					"late 12000", "later 7000"));
	}

	@Test
	void usesRequestedTimeoutUntilConnected() {
		this.contextRunner.withPropertyValues("zk.session-timeout=12s")
			.run((context) -> assertThat(context).getBean(ZkSession.class)
				.returns(Duration.ofSeconds(12), ZkSession::negotiatedTimeout));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "127.0.0.1:x", "127.0.0.1:70000", "127.0.0.1:1/a//b", "127.0.0.1:1/a/../b",
			"127.0.0.1:1/a/", "/chroot", ",", "127.0.0.1:1/zoo", "127.0.0.1:1/zookeeper", "127.0.0.1:1/z",
			"127.0.0.1:1/app,127.0.0.2:1/app", "a/app,b/app", "127.0.0.1:0", "127.0.0.1:-1", "127.0.0.1:", "a:1;b:2",
			"a:1 b:2", "http://a:1", "zk://a:1/app", "fd00::5:2181", "[fd00::5", "[fd00::5]:0", "a:1,:2" })
	void namesPropertyOfInvalidConnectString(String connectString) {
		this.contextRunner.withPropertyValues("zk.connect-string=" + connectString)
			.run(failsNaming("zk.connect-string"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "a:1", "a:1,b:2", "a:1, b:2", "a_1.example.org:65535/app/orders", "[fd00::5]:1",
			"[fe80::5%eth0]:1,b", "a:1/" })
	void acceptsConnectString(String connectString) {
		ConnectStringValidator.validate(connectString);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/shop", "shop/", "a//b", "a/../b", "." })
	void namesPropertyOfInvalidNamespace(String namespace) {
		this.contextRunner.withPropertyValues("zk.namespace=" + namespace).run(failsNaming("zk.namespace"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "leaders", "/a//b", "/a/../b", "/a/" })
	void namesPropertyOfInvalidBasePath(String basePath) {
		this.contextRunner.withPropertyValues("zk.leader.base-path=" + basePath)
			.run(failsNaming("zk.leader.base-path"));
	}

	@Test
	void namesPropertyOfMissingCredentials() {
		this.contextRunner.withPropertyValues("zk.auth[0].scheme=digest").run(failsNaming("zk.auth[].credentials"));
	}

	@Test
	void bindsMeters() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.get("zookeeper.session.connected").gauge().value()).isZero();
				assertThat(registry.get("zookeeper.session.transitions").counters())
					.hasSize(ZkSessionState.values().length);
			});
	}

	@Test
	void definesNoMetersWithoutRegistry() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(ZkSessionMetrics.class));
	}

	@Test
	void worksWithoutMicrometer() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(CuratorSession.class));
	}

	private void build(Consumer<CuratorFrameworkFactory.Builder> assertions, String... properties) {
		this.contextRunner.withPropertyValues(properties).run((context) -> {
			CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder();
			context.getBean(StandardCuratorFrameworkCustomizer.class).customize(builder);
			assertions.accept(builder);
		});
	}

	private static ContextConsumer<AssertableApplicationContext> failsNaming(String property) {
		return (context) -> assertThat(context).getFailure()
			.satisfies((failure) -> assertThat(NestedExceptionUtils.getMostSpecificCause(failure))
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo(property);
					assertThat(ex.getReason()).isNotBlank();
				}));
	}

	private static CuratorFramework client(String connectString) {
		return CuratorFrameworkFactory.newClient(connectString, new RetryOneTime(1));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnConnectionDetails {

		@Bean
		ZkConnectionDetails ownConnectionDetails() {
			return () -> "127.0.0.1:2";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClient {

		@Bean
		CuratorFramework ownClient() {
			return client("127.0.0.1:3");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnStartedClient {

		@Bean(initMethod = "start")
		CuratorFramework ownClient() {
			return client("127.0.0.1:3");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		final List<String> seen = new ArrayList<>();

		@Bean
		@Order(-1)
		CuratorFrameworkCustomizer early() {
			return (builder) -> this.seen.add("early " + builder.sessionTimeoutMs(60000).getSessionTimeoutMs());
		}

		@Bean
		CuratorFrameworkCustomizer later() {
			return (builder) -> this.seen.add("later " + builder.getSessionTimeoutMs());
		}

		@Bean
		@Order(1)
		CuratorFrameworkCustomizer late() {
			return (builder) -> {
				this.seen.add("late " + builder.getSessionTimeoutMs());
				builder.sessionTimeoutMs(7000);
			};
		}

	}

}
