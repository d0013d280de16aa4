package io.github.zkspring.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.zkspring.TestApplication;
import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkRegistrationAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.discovery.ServiceRegistration;
import io.github.zkspring.discovery.registration.ManagedRegistration;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.leader.OnLeadershipGranted;
import io.github.zkspring.leader.OnLeadershipRevoked;
import io.github.zkspring.lock.ZkLock;
import io.github.zkspring.watch.ZkDataWatch;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for contexts that are paused and restarted, as between two test classes that
 * share a cached context.
 */
class ContextPauseIntegrationTests extends AbstractServerIntegrationTests {

	private ConfigurableApplicationContext context;

	private Work work;

	@BeforeEach
	void start() {
		foreign.write("/test/limit", "7");
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("zk.connect-string=" + server.connectString(), "spring.application.name=orders",
					"zk.discovery.register=true", "spring.main.banner-mode=off")
			.run();
		this.work = this.context.getBean(Work.class);
		awaitWork();
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	private void awaitWork() {
		await().until(() -> this.work.lead() != null);
		await().until(() -> foreign.children("/services/orders").size() == 1);
		assertThat(this.context.getBean(ServiceRegistration.class).isRegistered()).isTrue();
		assertThat(this.work.locked()).isEqualTo("locked");
	}

	@Test
	void leavesElectionsAndServicesWhilePaused() {
		this.context.pause();
		assertThat(foreign.children("/leaders/jobs")).isEmpty();
		assertThat(foreign.children("/services/orders")).isEmpty();
		assertThat(this.work.calls()).containsExactly("limit 7", "granted", "revoked");
		assertThat(this.context.getBean(ZkSession.class).state()).isEqualTo(ZkSessionState.CONNECTED);
	}

	@Test
	void worksAgainAfterRestart() {
		for (int time = 1; time <= 3; time++) {
			this.context.pause();
			foreign.write("/test/limit", "1" + time);
			this.context.restart();
			String limit = "limit 1" + time;
			awaitWork();
			await().untilAsserted(() -> assertThat(this.work.calls()).contains(limit));
		}
		assertThat(this.work.calls()).filteredOn((call) -> call.startsWith("limit"))
			.containsExactly("limit 7", "limit 11", "limit 12", "limit 13");
		assertThat(this.work.calls()).filteredOn((call) -> !call.startsWith("limit"))
			.containsExactly("granted", "revoked", "granted", "revoked", "granted", "revoked", "granted");
	}

	@Test
	void worksAgainAfterSessionWasLostDuringPause() {
		this.context.pause();
		ForeignClient.expire(this.context.getBean(CuratorFramework.class));
		foreign.write("/test/limit", "8");
		this.context.restart();
		awaitWork();
		await().untilAsserted(() -> assertThat(this.work.calls()).contains("limit 8"));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ZkDiscoveryAutoConfiguration.class, ZkRegistrationAutoConfiguration.class })
	static class Application extends TestApplication {

		@Bean
		Work work() {
			return new Work();
		}

		@Bean
		WebServer webServer(ManagedRegistration registration) {
			return new WebServer(registration);
		}

	}

	static class Work {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		// a method, since the bean is a proxy
		List<String> calls() {
			return this.calls;
		}

		@ZkDataWatch("/test/limit")
		void limit(@Nullable String limit) {
			this.calls.add("limit " + limit);
		}

		@LeaderOnly("jobs")
		@Nullable String lead() {
			return "lead";
		}

		@OnLeadershipGranted("jobs")
		void granted() {
			this.calls.add("granted");
		}

		@OnLeadershipRevoked("jobs")
		void revoked() {
			this.calls.add("revoked");
		}

		@ZkLock(name = "orders")
		@Nullable String locked() {
			return "locked";
		}

	}

	/**
	 * Continues to listen in a paused context, as the web servers of Spring Boot do.
	 */
	static class WebServer implements SmartLifecycle {

		private final ManagedRegistration registration;

		private boolean running;

		WebServer(ManagedRegistration registration) {
			this.registration = registration;
		}

		@Override
		public void start() {
			this.running = true;
			this.registration.webServerListening(8080, false);
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public boolean isPauseable() {
			return false;
		}

	}

}
