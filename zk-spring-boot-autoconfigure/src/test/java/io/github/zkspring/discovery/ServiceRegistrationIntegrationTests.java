package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.support.ZkPhases;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.cloud.zookeeper.discovery.ZookeeperInstance;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests the registration of an application under faults.
 */
class ServiceRegistrationIntegrationTests extends AbstractDiscoveryIntegrationTests {

	private static final Duration LONG = Timeouts.LONG;

	private static final String PATH = path("orders", "one");

	private final ApplicationContextRunner registering = this.contextRunner.withPropertyValues(
			"zk.discovery.register=true", "spring.application.name=orders", "zk.discovery.id=one",
			"zk.discovery.host=127.0.0.1", "zk.discovery.port=8080", "zk.discovery.drain=0s");

	@Test
	void registersOnceApplicationAcceptsTraffic() {
		this.registering.withPropertyValues("zk.discovery.metadata.zone=a").run((context) -> {
			ServiceRegistration registration = context.getBean(ServiceRegistration.class);
			assertThat(registration.instance()).isEmpty();
			assertThat(stat("/services")).isNull();
			accept(context);
			await().until(registration::isRegistered);
			try (ServiceDiscovery<ZookeeperInstance> curatorDiscovery = ServiceDiscoveryBuilder
				.builder(ZookeeperInstance.class)
				.client(foreign.curator())
				.basePath("/services")
				.build()) {
				assertThat(curatorDiscovery.queryForNames()).containsExactly("orders");
				assertThat(curatorDiscovery.queryForInstances("orders")).singleElement().satisfies((found) -> {
					assertThat(found.buildUriSpec()).isEqualTo("http://127.0.0.1:8080");
					assertThat(found.getPayload().getMetadata()).containsEntry("zone", "a")
						.containsEntry("instance_status", "UP");
				});
			}
			assertThat(registration.problem()).isEmpty();
		});
	}

	@Test
	void updatesRecordWhenReadinessChanges() {
		this.registering.run((context) -> {
			ServiceRegistration registration = register(context);
			long czxid = present().getCzxid();
			refuse(context);
			await().until(() -> data(PATH).contains("OUT_OF_SERVICE"));
			assertThat(registration.instance()).get().matches((instance) -> !instance.isUp());
			accept(context);
			await().until(() -> data(PATH).contains("\"UP\""));
			assertThat(present().getCzxid()).isEqualTo(czxid);
		});
	}

	@Test
	void keepsRecordWhenConnectionIsLostBriefly() {
		try (TcpProxy proxy = TcpProxy.start(server)) {
			this.registering.withPropertyValues("zk.connect-string=" + proxy.connectString()).run((context) -> {
				ServiceRegistration registration = register(context);
				Stat before = present();
				CuratorFramework client = context.getBean(CuratorFramework.class);
				proxy.cut();
				await().until(() -> !client.getZookeeperClient().isConnected());
				assertThat(registration.isRegistered()).isTrue();
				proxy.heal();
				await().until(() -> client.getZookeeperClient().isConnected());
				refuse(context);
				await().until(() -> data(PATH).contains("OUT_OF_SERVICE"));
				assertThat(present().getCzxid()).isEqualTo(before.getCzxid());
				assertThat(present().getVersion()).isEqualTo(before.getVersion() + 1);
			});
		}
	}

	@Test
	void registersAgainAfterSessionExpiry() {
		this.registering.run((context) -> {
			ServiceRegistration registration = register(context);
			long owner = present().getEphemeralOwner();
			ForeignClient.expire(context.getBean(CuratorFramework.class));
			await().atMost(LONG).until(() -> stat(PATH) != null && present().getEphemeralOwner() != owner);
			await().until(registration::isRegistered);
		});
	}

	@Test
	void replacesRecordOfExpiredSessionAtomically() {
		try (ZooKeeperProcess own = ZooKeeperProcess.start();
				ForeignClient reader = new ForeignClient(own.connectString())) {
			this.registering.withPropertyValues("zk.connect-string=" + own.connectString(), "zk.session-timeout=4s")
				.run((context) -> {
					register(context);
					long owner = reader.curator().checkExists().forPath(PATH).getEphemeralOwner();
					ZkSession session = context.getBean(ZkSession.class);
					own.kill();
					await().atMost(LONG).until(() -> session.state() == ZkSessionState.LOST);
					assertThat(context.getBean(ServiceRegistration.class).isRegistered()).isFalse();
					own.launch();
					// the restarted server resets the session timeout: the old session
					// outlives its
					// client
					await().atMost(LONG).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> {
						Stat stat = reader.curator().checkExists().forPath(PATH);
						assertThat(stat).isNotNull();
						return stat.getEphemeralOwner() != owner;
					});
				});
		}
	}

	@Test
	void restoresRecordDeletedByAnotherClient() {
		this.registering.run((context) -> {
			ServiceRegistration registration = register(context);
			for (int time = 0; time < 3; time++) {
				foreign.delete(PATH);
				await().until(() -> stat(PATH) != null);
			}
			foreign.delete("/services");
			await().until(() -> stat(PATH) != null);
			await().until(registration::isRegistered);
		});
	}

	@Test
	void restoresRecordChangedByAnotherClient() {
		this.registering.run((context) -> {
			register(context);
			foreign.write(PATH, "invalid");
			await().until(() -> data(PATH).contains("\"UP\""));
		});
	}

	@Test
	void neverReplacesRecordOfAnotherSession() throws Exception {
		try (ForeignClient other = new ForeignClient(server.connectString())) {
			other.createEphemeral(PATH);
			long owner = present().getEphemeralOwner();
			this.registering.run((context) -> {
				ServiceRegistration registration = context.getBean(ServiceRegistration.class);
				accept(context);
				await().until(() -> registration.problem().isPresent());
				assertThat(registration.problem()).get().asString().contains(PATH, Long.toHexString(owner));
				assertThat(registration.isRegistered()).isFalse();
				refuse(context);
				accept(context);
				assertThat(present().getEphemeralOwner()).isEqualTo(owner);
				other.close();
				await().until(registration::isRegistered);
				assertThat(registration.problem()).isEmpty();
				assertThat(present().getEphemeralOwner()).isNotEqualTo(owner);
			});
		}
		assertThat(foreign.children("/services/orders")).isEmpty();
	}

	@Test
	void keepsRecordOfAnotherSessionWhenClosed() throws Exception {
		try (ForeignClient other = new ForeignClient(server.connectString())) {
			other.createEphemeral(PATH);
			this.registering.run((context) -> {
				accept(context);
				await().until(() -> context.getBean(ServiceRegistration.class).problem().isPresent());
			});
			assertThat(stat(PATH)).isNotNull();
		}
	}

	@Test
	void retriesWhenServerRefuses() throws Exception {
		foreign.write("/services/orders", "");
		acl(Perms.ALL & ~Perms.CREATE);
		this.registering.run((context) -> {
			ServiceRegistration registration = context.getBean(ServiceRegistration.class);
			accept(context);
			await().until(() -> registration.problem().isPresent());
			assertThat(registration.problem()).get().asString().contains(PATH, "NoAuth", "zk.auth");
			acl(Perms.ALL);
			await().atMost(LONG).until(registration::isRegistered);
			assertThat(registration.problem()).isEmpty();
		});
	}

	@Test
	void leavesAtMostOneRecordWhenAnswerIsLost() {
		try (TcpProxy proxy = TcpProxy.start(server)) {
			this.registering.withPropertyValues("zk.connect-string=" + proxy.connectString()).run((context) -> {
				proxy.swallowAnswers();
				accept(context);
				ServiceRegistration registration = context.getBean(ServiceRegistration.class);
				await().until(() -> context.getBean(CuratorFramework.class).getZookeeperClient().isConnected());
				proxy.heal();
				await().atMost(LONG).until(registration::isRegistered);
				refuse(context);
				await().until(() -> data(PATH).contains("OUT_OF_SERVICE"));
			});
		}
		assertThat(foreign.children("/services/orders")).isEmpty();
	}

	@Test
	void removesRecordBeforeElectionsStopAndDrainsBeforeWebServerStops() {
		Stop elections = new Stop(ZkPhases.ELECTIONS);
		Stop webServer = new Stop(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
		this.registering.withPropertyValues("zk.discovery.drain=1s")
			.withBean("elections", Stop.class, () -> elections)
			.withBean("webServer", Stop.class, () -> webServer)
			.run((context) -> {
				register(context);
				long begin = System.nanoTime();
				context.close();
				assertThat(elections.found).isEmpty();
				assertThat(webServer.found).isEmpty();
				assertThat(Duration.ofNanos(webServer.stopped - begin)).isBetween(Duration.ofSeconds(1), LONG);
				assertThat(Duration.ofNanos(webServer.stopped - elections.stopped))
					.isGreaterThan(Duration.ofMillis(500));
			});
	}

	@Test
	void closesWithoutDrainWhenNotRegistered() {
		this.registering.withPropertyValues("zk.discovery.drain=20s").run((context) -> {
			long begin = System.nanoTime();
			context.close();
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
		});
	}

	@Test
	void registersAgainAfterContextRestart() {
		this.registering.run((context) -> {
			register(context);
			context.getSourceApplicationContext().stop();
			assertThat(stat(PATH)).isNull();
			context.getSourceApplicationContext().start();
			await().until(() -> stat(PATH) != null);
		});
	}

	@Test
	void doesNotRegisterWithoutPort() {
		this.registering.withPropertyValues("zk.discovery.port=").run((context) -> {
			accept(context);
			assertThat(context.getBean(ServiceRegistration.class).instance()).isEmpty();
			assertThat(stat("/services")).isNull();
		});
	}

	@Test
	void doesNotRegisterByDefault() {
		this.contextRunner.withPropertyValues("spring.application.name=orders", "zk.discovery.port=8080")
			.run((context) -> {
				accept(context);
				assertThat(context).doesNotHaveBean(ServiceRegistration.class);
				assertThat(stat("/services")).isNull();
			});
		this.registering.withPropertyValues("zk.discovery.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ServiceRegistration.class)
				.doesNotHaveBean(ServiceRecords.class));
	}

	@Test
	void failsStartWithoutNameOrJsonSupport() {
		this.registering.withPropertyValues("spring.application.name=")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("zk.discovery.name"));
		this.registering.withPropertyValues("zk.discovery.name=a/b")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("a/b"));
		this.registering.withClassLoader(new FilteredClassLoader("tools.jackson"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("org.springframework.boot:spring-boot-starter-jackson"));
		this.contextRunner.withClassLoader(new FilteredClassLoader("tools.jackson"))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static ServiceRegistration register(ApplicationContext context) {
		accept(context);
		ServiceRegistration registration = context.getBean(ServiceRegistration.class);
		await().until(registration::isRegistered);
		return registration;
	}

	private static Stat present() throws Exception {
		return Objects.requireNonNull(stat(PATH));
	}

	private static void acl(int permissions) throws Exception {
		foreign.curator()
			.setACL()
			.withACL(List.of(new ACL(permissions, Ids.ANYONE_ID_UNSAFE)))
			.forPath("/services/orders");
	}

	static class Stop implements SmartLifecycle {

		private final int phase;

		private volatile List<String> found = List.of("not stopped");

		private volatile long stopped;

		private volatile boolean running;

		Stop(int phase) {
			this.phase = phase;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.stopped = System.nanoTime();
			this.found = foreign.children("/services/orders");
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

	}

}
