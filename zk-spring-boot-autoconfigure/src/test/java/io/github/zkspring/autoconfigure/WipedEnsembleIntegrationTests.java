package io.github.zkspring.autoconfigure;

import java.util.List;

import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkRegistrationAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.autoconfigure.template.ZkTemplateAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.discovery.ServiceRegistration;
import io.github.zkspring.faults.CapturedLog;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.health.ZkHealthIndicator;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.lock.ZkLockTemplate;
import io.github.zkspring.template.ZkTemplate;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for applications with a chroot and a namespace whose ensemble is wiped.
 */
class WipedEnsembleIntegrationTests {

	@RegisterExtension
	private final CapturedLog log = new CapturedLog();

	private final ZooKeeperProcess server = ZooKeeperProcess.start();

	private final TcpProxy proxy = TcpProxy.start(this.server);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class,
				ZkLockAutoConfiguration.class, ZkTemplateAutoConfiguration.class, ZkWatchAutoConfiguration.class,
				ZkDiscoveryAutoConfiguration.class, ZkRegistrationAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + this.proxy.connectString() + "/apps/shop", "zk.namespace=orders",
				"zk.session-timeout=2s", "zk.template.timeout=1s", "zk.discovery.register=true",
				"spring.application.name=shop", "zk.discovery.host=127.0.0.1", "zk.discovery.port=80");

	@AfterEach
	void close() {
		this.proxy.close();
		this.server.close();
	}

	@Test
	void preparesChrootAndNamespaceBeforeFeaturesJoin() {
		this.contextRunner.run((context) -> {
			awaitWorking(context);
			wipe();
			this.proxy.heal();
			awaitWorking(context);
			try (ForeignClient foreign = new ForeignClient(this.server.connectString())) {
				assertThat(foreign.children("/apps/shop/orders")).contains("leaders", "services");
			}
			assertThat(this.log.text()).doesNotContain("cannot be joined").doesNotContain("cannot be written");
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void namesMissingChrootUntilItCanBeCreated() {
		this.contextRunner.run((context) -> {
			awaitWorking(context);
			wipe();
			try (ForeignClient foreign = new ForeignClient(this.server.connectString())) {
				foreign.write("/apps", "");
				acl(foreign, Perms.READ | Perms.ADMIN);
				this.proxy.heal();
				await().atMost(Timeouts.LONG).until(() -> health(context).getDetails().containsKey("problem"));
				await().atMost(Timeouts.LONG)
					.untilAsserted(() -> assertThat(context.getBean(ZkSession.class).problem().orElse(""))
						.contains("/apps/shop")
						.contains("zk.connect-string")
						.contains("ACL"));
				assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
				assertThatExceptionOfType(ZkUnavailableException.class)
					.isThrownBy(() -> context.getBean(ZkTemplate.class).ensurePath("/any"))
					.withMessageContaining("/apps/shop");
				acl(foreign, Perms.ALL);
				awaitWorking(context);
				assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			}
			assertThat(this.log.lines())
				.filteredOn((line) -> line.contains("RootPathInitializer") && line.startsWith("ERROR"))
				.hasSize(1);
		});
	}

	private void wipe() {
		this.proxy.cut();
		this.server.replaceData(null);
		this.server.launch();
		this.server.awaitAnswer();
	}

	private static void acl(ForeignClient foreign, int permissions) throws Exception {
		foreign.curator().setACL().withACL(List.of(new ACL(permissions, Ids.ANYONE_ID_UNSAFE))).forPath("/apps");
	}

	private static Health health(ApplicationContext context) {
		return new ZkHealthIndicator(context.getBean(ZkSession.class), Status.UNKNOWN).health();
	}

	private static void awaitWorking(ApplicationContext context) {
		AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
		LeaderElection election = context.getBean(LeaderElections.class).election("reports");
		await().atMost(Timeouts.LONG).untilAsserted(() -> {
			assertThat(context.getBean(ZkSession.class).state().isConnected()).isTrue();
			assertThat(election.isLeader()).isTrue();
			assertThat(election.problem()).isEmpty();
			assertThat(context.getBean(ServiceRegistration.class).isRegistered()).isTrue();
		});
		context.getBean(ZkLockTemplate.class).acquire("job").close();
	}

}
