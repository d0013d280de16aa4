package io.github.zkspring.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkRegistrationAutoConfiguration;
import io.github.zkspring.autoconfigure.embedded.ZkEmbeddedAutoConfiguration;
import io.github.zkspring.autoconfigure.health.ZkHealthContributorAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lease.ZkLeaseAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.autoconfigure.metrics.ZkMetricsAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.discovery.ServiceRegistration;
import io.github.zkspring.embedded.EmbeddedZooKeeperServer;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.leader.LeadershipGrantedEvent;
import io.github.zkspring.leader.OnLeadershipGranted;
import io.github.zkspring.lease.ZkLease;
import io.github.zkspring.lock.ZkLock;
import io.github.zkspring.watch.ZkDataWatch;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for applications with {@code spring.main.lazy-initialization=true} and for lazy
 * beans in other applications.
 */
class LazyInitializationIntegrationTests extends AbstractServerIntegrationTests {

	private static final List<String> calls = new CopyOnWriteArrayList<>();

	@Test
	void sessionEventsReachListeners() {
		try (ConfigurableApplicationContext context = run(true)) {
			await().untilAsserted(() -> assertThat(calls).containsOnlyOnce("method CONNECTED", "listener CONNECTED"));
			assertThat(context.getBean(LeaderElections.class).elections()).extracting(LeaderElection::name)
				.containsExactly("jobs", "reports", "types");
		}
	}

	@Test
	void electionsAreJoinedWithoutCreatingBeans() {
		for (boolean global : List.of(true, false)) {
			try (ConfigurableApplicationContext context = run(global)) {
				LeaderElections elections = context.getBean(LeaderElections.class);
				assertThat(elections.elections()).extracting(LeaderElection::name)
					.containsExactly("jobs", "reports", "types");
				await().untilAsserted(
						() -> assertThat(elections.elections()).allMatch(LeaderElection::isLeader).isNotEmpty());
				await().untilAsserted(() -> assertThat(calls).contains("granted", "event jobs"));
				assertThat(calls).doesNotContain("created Reports", "created Type");
				assertThat(context.getBean(Reports.class).run()).isEqualTo("ran");
			}
		}
	}

	@Test
	void watchesAreOpenAndInstanceIsRegisteredAtTheStart() {
		foreign.write("/test/limit", "7");
		try (ConfigurableApplicationContext context = run(true, "zk.discovery.register=true", "zk.discovery.port=8080",
				"spring.application.name=orders")) {
			assertThat(calls).contains("limit 7");
			await().until(() -> foreign.children("/services/orders").size() == 1);
			assertThat(context.getBean(ServiceRegistration.class).isRegistered()).isTrue();
		}
	}

	@Test
	void locksLeasesHealthAndMetersWorkOnFirstUse() {
		try (ConfigurableApplicationContext context = run(true)) {
			Guarded guarded = context.getBean(Guarded.class);
			assertThat(guarded.locked()).isEqualTo("locked");
			assertThat(guarded.leased()).isEqualTo("leased");
			assertThat(context.getBean(HealthEndpoint.class).health().getStatus()).isEqualTo(Status.UP);
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.get("zookeeper.session.connected").gauge().value()).isEqualTo(1);
			assertThat(meters.get("zookeeper.leader.held").gauges()).hasSize(3);
		}
	}

	@Test
	void embeddedServerStartsThatNoBeanUses() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(EmbeddedServer.class)
			.web(WebApplicationType.NONE)
			.properties("zk.embedded.enabled=true", "spring.main.lazy-initialization=true",
					"spring.main.banner-mode=off")
			.run()) {
			assertThat(context.getBeanFactory().containsSingleton("embeddedZooKeeperServer")).isTrue();
			assertThat(context.getBean(EmbeddedZooKeeperServer.class).getConnectString()).isNotEmpty();
		}
	}

	private static ConfigurableApplicationContext run(boolean lazy, String... properties) {
		calls.clear();
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("zk.connect-string=" + server.connectString(), "spring.main.banner-mode=off",
					"spring.main.lazy-initialization=" + lazy)
			.properties(properties)
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(ZkEmbeddedAutoConfiguration.class)
	static class EmbeddedServer {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
			ZkLeaderAutoConfiguration.class, ZkLockAutoConfiguration.class, ZkLeaseAutoConfiguration.class,
			ZkDiscoveryAutoConfiguration.class, ZkRegistrationAutoConfiguration.class,
			ZkHealthContributorAutoConfiguration.class, ZkMetricsAutoConfiguration.class,
			HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
			MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
			SimpleMetricsExportAutoConfiguration.class })
	static class Application {

		@Bean
		@Lazy
		Reports reports() {
			return new Reports();
		}

		@Bean
		@Lazy
		Type type() {
			return new Type();
		}

		@Bean
		@Lazy
		Handlers handlers() {
			return new Handlers();
		}

		@Bean
		@Lazy
		Guarded guarded() {
			return new Guarded();
		}

		@Bean
		@Lazy
		SessionListener sessionListener() {
			return new SessionListener();
		}

	}

	static class Reports {

		Reports() {
			calls.add("created Reports");
		}

		@LeaderOnly("reports")
		@Nullable String run() {
			return "ran";
		}

	}

	@LeaderOnly("types")
	static class Type {

		Type() {
			calls.add("created Type");
		}

		void run() {
		}

	}

	static class Handlers {

		@OnLeadershipGranted("jobs")
		void granted() {
			calls.add("granted");
		}

		@EventListener
		void granted(LeadershipGrantedEvent event) {
			calls.add("event " + event.election());
		}

		@EventListener
		void changed(ZkSessionStateEvent event) {
			if (event.state() == ZkSessionState.CONNECTED) {
				calls.add("method " + event.state());
			}
		}

		@ZkDataWatch("/test/limit")
		void limit(@Nullable String limit) {
			calls.add("limit " + limit);
		}

	}

	static class SessionListener implements ApplicationListener<PayloadApplicationEvent<ZkSessionStateEvent>> {

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<ZkSessionStateEvent> event) {
			if (event.getPayload().state() == ZkSessionState.CONNECTED) {
				calls.add("listener " + event.getPayload().state());
			}
		}

	}

	static class Guarded {

		@ZkLock(name = "orders")
		@Nullable String locked() {
			return "locked";
		}

		@ZkLease(name = "nightly", duration = "1m")
		@Nullable String leased() {
			return "leased";
		}

	}

}
