package io.github.zkspring.autoconfigure;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.zkspring.autoconfigure.health.ZkHealthContributorAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.template.ZkTemplateAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.faults.Footprint;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.leader.LeadershipGrantedEvent;
import io.github.zkspring.leader.LeadershipRevokedEvent;
import io.github.zkspring.watch.ZkChildrenWatch;
import io.github.zkspring.watch.ZkDataWatch;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.curator.framework.listen.ListenerManager;
import org.apache.curator.retry.RetryForever;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the time and completeness of closing a context.
 */
class ContextLifecycleIntegrationTests {

	private static final Log logger = LogFactory.getLog(ContextLifecycleIntegrationTests.class);

	private static final int CONTEXTS = 100;

	private static final int WARM_UP = 5;

	private ZooKeeperProcess server;

	@BeforeEach
	void startServer() {
		this.server = ZooKeeperProcess.start();
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void releasesResourcesOfHundredContexts() {
		for (int number = 0; number < WARM_UP; number++) {
			startAndClose();
		}
		await().atMost(Timeouts.LONG).until(() -> Footprint.take(this.server).connections() == 0);
		Footprint before = Footprint.take(this.server);
		List<WeakReference<?>> clients = new ArrayList<>();
		for (int number = 0; number < CONTEXTS; number++) {
			clients.add(startAndClose());
		}
		await().atMost(Timeouts.LONG).untilAsserted(() -> {
			Footprint after = Footprint.take(this.server);
			assertThat(added(before.threads(), after.threads())).isEmpty();
			assertThat(after.fileDescriptors()).isLessThanOrEqualTo(before.fileDescriptors());
			assertThat(after.connections()).isZero();
			assertThat(after.watches()).isZero();
		});
		await().atMost(Timeouts.LONG).untilAsserted(() -> {
			System.gc();
			assertThat(clients).allMatch((client) -> client.refersTo(null));
		});
		Footprint after = Footprint.take(this.server);
		logger.info("row 25: %d contexts, threads %d -> %d, file descriptors %d -> %d, connections %d".formatted(
				CONTEXTS, before.threads().size(), after.threads().size(), before.fileDescriptors(),
				after.fileDescriptors(), after.connections()));
	}

	private WeakReference<?> startAndClose() {
		try (ConfigurableApplicationContext context = start()) {
			awaitLeadership(context);
			return new WeakReference<>(context.getBean(CuratorFramework.class));
		}
	}

	@Test
	void removesListenersFromClientOfApplication() throws Exception {
		try (CuratorFramework client = CuratorFrameworkFactory.builder()
			.connectString(this.server.connectString())
			.retryPolicy(new RetryForever(100))
			.ensembleTracker(false)
			.build()) {
			client.start();
			client.blockUntilConnected();
			int listeners = listeners(client);
			for (int number = 0; number < WARM_UP; number++) {
				startAndClose(client);
			}
			assertThat(listeners(client)).isEqualTo(listeners);
			assertThat(client.getState()).isEqualTo(CuratorFrameworkState.STARTED);
		}
	}

	private void startAndClose(CuratorFramework client) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.initializers((GenericApplicationContext created) -> created.registerBean(CuratorFramework.class,
					() -> client, (definition) -> definition.setDestroyMethodName("")))
			.properties("spring.main.banner-mode=off", "spring.main.register-shutdown-hook=false")
			.run()) {
			awaitLeadership(context);
		}
	}

	private static int listeners(CuratorFramework client) {
		return ((ListenerManager<?, ?>) client.getCuratorListenable()).size()
				+ ((ListenerManager<?, ?>) client.getConnectionStateListenable()).size();
	}

	@Test
	void namesAllThreads() {
		List<String> before = Footprint.threadNames();
		try (ConfigurableApplicationContext context = start()) {
			awaitLeadership(context);
			assertThat(added(before, Footprint.threadNames())).isNotEmpty()
				.allMatch((name) -> name.startsWith("zk-") || name.contains("-SendThread(")
						|| name.endsWith("-EventThread") || name.startsWith("CompletableFuture"));
		}
	}

	@Test
	void closesQuicklyAndSilentlyWhileReconnecting() {
		closesInTimeAndInSilence("row 24, killed", Duration.ofSeconds(5), ZooKeeperProcess::kill, (server) -> {
			server.launch();
			server.awaitAnswer();
		});
	}

	@Test
	void closesQuicklyAndSilentlyWhileServerStalls() {
		closesInTimeAndInSilence("row 24, suspended", Duration.ofSeconds(6), (server) -> server.process().suspend(),
				(server) -> server.process().resume());
	}

	private void closesInTimeAndInSilence(String row, Duration limit, Consumer<ZooKeeperProcess> fault,
			Consumer<ZooKeeperProcess> repair) {
		startAndClose();
		List<String> before = Footprint.threadNames();
		ConfigurableApplicationContext context = start();
		Everything everything = context.getBean(Everything.class);
		awaitLeadership(context);
		await().until(() -> everything.calls() >= 3);
		fault.accept(this.server);
		ZkSession session = context.getBean(ZkSession.class);
		await().atMost(Timeouts.LONG).until(() -> session.state() == ZkSessionState.SUSPENDED);
		long begin = System.nanoTime();
		context.close();
		Duration took = Duration.ofNanos(System.nanoTime() - begin);
		int calls = everything.calls();
		assertThat(took).isLessThan(limit);
		await().atMost(Duration.ofSeconds(2))
			.untilAsserted(() -> assertThat(added(before, Footprint.threadNames())).isEmpty());
		repair.accept(this.server);
		try (ForeignClient foreign = new ForeignClient(this.server.connectString())) {
			foreign.write("/test/a", "2");
			foreign.write("/test/b/c", "3");
			await().atMost(Timeouts.LONG).until(() -> foreign.children("/leaders/jobs").isEmpty());
		}
		assertThat(everything.calls()).isEqualTo(calls);
		logger.info("%s: closed in %d ms".formatted(row, took.toMillis()));
	}

	@Test
	void closesImmediatelyAfterServerStalls() {
		ConfigurableApplicationContext context = start(Duration.ofSeconds(30));
		awaitLeadership(context);
		this.server.process().suspend();
		long begin = System.nanoTime();
		context.close();
		Duration took = Duration.ofNanos(System.nanoTime() - begin);
		this.server.process().resume();
		assertThat(took).isLessThan(Duration.ofSeconds(6));
		logger.info("closed in %d ms while the server had just stalled".formatted(took.toMillis()));
	}

	private ConfigurableApplicationContext start() {
		return start(Duration.ofSeconds(4));
	}

	private ConfigurableApplicationContext start(Duration sessionTimeout) {
		return new SpringApplicationBuilder(Application.class)
			.properties("zk.connect-string=" + this.server.connectString(),
					"zk.session-timeout=" + sessionTimeout.toSeconds() + "s", "spring.main.banner-mode=off",
					"spring.main.register-shutdown-hook=false")
			.run();
	}

	private static void awaitLeadership(ConfigurableApplicationContext context) {
		await().pollInterval(Duration.ofMillis(5))
			.until(context.getBean(LeaderElections.class).election("jobs")::isLeader);
	}

	// the JVM and the test libraries start and stop threads at any time
	private static List<String> added(List<String> before, List<String> after) {
		List<String> added = new ArrayList<>(after);
		before.forEach(added::remove);
		added.removeIf((name) -> name.startsWith("process reaper") || name.startsWith("awaitility")
				|| name.startsWith("Attach Listener"));
		return added;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
			ZkLeaderAutoConfiguration.class, ZkTemplateAutoConfiguration.class,
			ZkHealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class })
	static class Application {

		@Bean
		Everything everything() {
			return new Everything();
		}

	}

	/**
	 * Uses every feature and counts the calls.
	 */
	static class Everything {

		private final AtomicInteger calls = new AtomicInteger();

		int calls() {
			return this.calls.get();
		}

		@ZkDataWatch("/test/a")
		void dataChanged(@Nullable Integer data) {
			this.calls.incrementAndGet();
		}

		@ZkChildrenWatch("/test/b")
		void childrenChanged(List<String> children) {
			this.calls.incrementAndGet();
		}

		@LeaderOnly("jobs")
		void job() {
			this.calls.incrementAndGet();
		}

		@EventListener
		void stateChanged(ZkSessionStateEvent event) {
			this.calls.incrementAndGet();
		}

		@EventListener
		void granted(LeadershipGrantedEvent event) {
			this.calls.incrementAndGet();
		}

		@EventListener
		void revoked(LeadershipRevokedEvent event) {
			this.calls.incrementAndGet();
		}

	}

}
