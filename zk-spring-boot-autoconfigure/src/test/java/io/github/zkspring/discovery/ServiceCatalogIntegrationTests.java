package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.List;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests the catalog with a reachable and an unreachable server.
 */
class ServiceCatalogIntegrationTests extends AbstractDiscoveryIntegrationTests {

	private static final Duration LONG = Timeouts.LONG;

	@Test
	void returnsCurrentInstancesAndFollowsChanges() {
		this.contextRunner.run((context) -> {
			ServiceCatalog catalog = context.getBean(ServiceCatalog.class);
			assertThat(catalog.names()).isEmpty();
			assertThat(catalog.instances("orders")).isEmpty();
			assertThat(catalog.choose("orders")).isEmpty();
			ServiceInstance one = instance("orders", "one", 8081, "UP");
			write(foreign, one);
			await().until(() -> catalog.instances("orders").equals(List.of(one)));
			await().until(() -> catalog.names().equals(List.of("orders")));
			assertThat(catalog.choose("orders")).contains(one);
			ServiceInstance moved = instance("orders", "one", 8082, "UP");
			write(foreign, moved);
			await().until(() -> catalog.instances("orders").equals(List.of(moved)));
			foreign.delete(path("orders", "one"));
			await().until(() -> catalog.instances("orders").isEmpty());
			assertThat(catalog.age("orders")).isZero();
		});
	}

	@Test
	void neverChoosesInstanceOutOfService() throws Exception {
		ServiceInstance up = instance("orders", "up", 8081, "UP");
		write(foreign, up);
		write(foreign, instance("orders", "down", 8082, "OUT_OF_SERVICE"));
		this.contextRunner.run((context) -> {
			ServiceCatalog catalog = context.getBean(ServiceCatalog.class);
			assertThat(catalog.instances("orders")).hasSize(2);
			for (int time = 0; time < 50; time++) {
				assertThat(catalog.choose("orders")).contains(up);
			}
		});
	}

	@Test
	void excludesFailedInstancesUnlessAllHaveFailed() throws Exception {
		ServiceInstance one = instance("orders", "one", 8081, "UP");
		ServiceInstance two = instance("orders", "two", 8082, "UP");
		write(foreign, one);
		write(foreign, two);
		this.contextRunner.run((context) -> {
			ServiceCatalog catalog = context.getBean(ServiceCatalog.class);
			assertThat(catalog.choose("orders")).isPresent();
			catalog.failed(one);
			for (int time = 0; time < 20; time++) {
				assertThat(catalog.choose("orders")).contains(two);
			}
			catalog.failed(two);
			assertThat(catalog.choose("orders")).contains(one);
			await().until(() -> catalog.choose("orders").equals(catalog.choose("orders").filter(two::equals)));
		});
	}

	@Test
	void keepsLastKnownInstancesWhileEnsembleIsUnreachable() throws Exception {
		try (ZooKeeperProcess own = ZooKeeperProcess.start();
				ForeignClient writer = new ForeignClient(own.connectString());
				TcpProxy proxy = TcpProxy.start(own)) {
			ServiceInstance one = instance("orders", "one", 8081, "UP");
			ServiceInstance two = instance("orders", "two", 8082, "UP");
			write(writer, one);
			this.contextRunner
				.withPropertyValues("zk.connect-string=" + proxy.connectString(), "zk.session-timeout=1s",
						"zk.watch.initial-sync-timeout=2s")
				.run((context) -> {
					ServiceCatalog catalog = context.getBean(ServiceCatalog.class);
					long session = session(context.getBean(CuratorFramework.class));
					assertThat(catalog.instances("orders")).containsExactly(one);
					assertThat(catalog.age("orders")).isZero();
					proxy.cut();
					await().until(() -> catalog.age("orders").toMillis() > 2000);
					assertThat(catalog.instances("orders")).containsExactly(one);
					assertThat(catalog.choose("orders")).contains(one);
					assertThatExceptionOfType(ZkUnavailableException.class)
						.isThrownBy(() -> catalog.instances("unknown"))
						.withMessageContaining("/services/unknown");
					write(writer, two);
					assertThat(catalog.instances("orders")).containsExactly(one);
					proxy.heal();
					await().atMost(LONG).until(() -> catalog.instances("orders").equals(List.of(one, two)));
					await().until(() -> catalog.age("orders").isZero());
					assertThat(catalog.instances("unknown")).isEmpty();
					assertThat(session(context.getBean(CuratorFramework.class))).isNotEqualTo(session);
				});
		}
	}

	@Test
	void keepsLastValidStateOfUnreadableRecord() throws Exception {
		ServiceInstance one = instance("orders", "one", 8081, "UP");
		ServiceInstance two = instance("orders", "two", 8082, "UP");
		write(foreign, one);
		foreign.createEphemeral(path("orders", "none"));
		this.contextRunner.run((context) -> {
			ServiceCatalog catalog = context.getBean(ServiceCatalog.class);
			assertThat(catalog.instances("orders")).containsExactly(one);
			foreign.write(path("orders", "one"), "invalid");
			write(foreign, two);
			await().until(() -> catalog.instances("orders").equals(List.of(one, two)));
			ServiceInstance again = instance("orders", "one", 8083, "UP");
			write(foreign, again);
			await().until(() -> catalog.instances("orders").equals(List.of(again, two)));
		});
	}

	@Test
	void throwsInsteadOfReturningEmptyListWhenReadIsRefused() throws Exception {
		write(foreign, instance("orders", "one", 8081, "UP"));
		acl("/services/orders", Perms.ALL & ~Perms.READ);
		this.contextRunner.run((context) -> {
			ServiceCatalog catalog = context.getBean(ServiceCatalog.class);
			assertThatExceptionOfType(ZkException.class).isThrownBy(() -> catalog.instances("orders"))
				.withMessageContaining("/services/orders");
			acl("/services/orders", Perms.ALL);
			await().atMost(LONG).ignoreExceptions().until(() -> catalog.instances("orders").size() == 1);
		});
		acl("/services/orders", Perms.ALL);
	}

	@Test
	void usesSelectorBean() throws Exception {
		write(foreign, instance("orders", "one", 8081, "UP"));
		write(foreign, instance("orders", "two", 8082, "UP"));
		this.contextRunner.withBean(InstanceSelector.class, InstanceSelector::roundRobin).run((context) -> {
			ServiceCatalog catalog = context.getBean(ServiceCatalog.class);
			List<String> chosen = List.of(id(catalog), id(catalog), id(catalog), id(catalog));
			assertThat(chosen).isIn(List.of("one", "two", "one", "two"), List.of("two", "one", "two", "one"));
		});
	}

	@Test
	void readsNothingBeforeFirstRequest() throws Exception {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(ServiceCatalog.class);
			await().until(() -> server.fourLetters("wchs").contains("Total watches:0"));
		});
	}

	@Test
	void sharesOneSubscriptionBetweenCallers() throws Exception {
		write(foreign, instance("orders", "one", 8081, "UP"));
		this.contextRunner.run((context) -> {
			MirrorServiceCatalog catalog = context.getBean(MirrorServiceCatalog.class);
			List<ServiceInstance> first = catalog.instances("orders");
			String watches = server.fourLetters("wchs");
			for (int time = 0; time < 10; time++) {
				assertThat(catalog.instances("orders")).isSameAs(first);
				assertThat(catalog.choose("orders")).isPresent();
			}
			assertThat(catalog.statistics()).singleElement()
				.satisfies((service) -> assertThat(service.choices()).isEqualTo(10));
			assertThat(server.fourLetters("wchs")).isEqualTo(watches);
		});
	}

	@Test
	void rejectsInvalidNamesAndMissingJsonSupport() {
		this.contextRunner.run((context) -> {
			ServiceCatalog catalog = context.getBean(ServiceCatalog.class);
			assertThatIllegalArgumentException().isThrownBy(() -> catalog.choose("../secret"));
			assertThatIllegalArgumentException().isThrownBy(() -> catalog.choose(""));
		});
		this.contextRunner.withPropertyValues("zk.discovery.base-path=services")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("base-path"));
		this.contextRunner.withClassLoader(new FilteredClassLoader("tools.jackson"))
			.run((context) -> assertThatExceptionOfType(ZkException.class)
				.isThrownBy(() -> context.getBean(ServiceCatalog.class).choose("orders"))
				.withMessageContaining("spring-boot-starter-jackson"));
	}

	private static String id(ServiceCatalog catalog) {
		return catalog.choose("orders").orElseThrow().id();
	}

	private static long session(CuratorFramework client) throws Exception {
		return client.getZookeeperClient().getZooKeeper().getSessionId();
	}

	private static void acl(String path, int permissions) throws Exception {
		foreign.curator().setACL().withACL(List.of(new ACL(permissions, Ids.ANYONE_ID_UNSAFE))).forPath(path);
	}

}
