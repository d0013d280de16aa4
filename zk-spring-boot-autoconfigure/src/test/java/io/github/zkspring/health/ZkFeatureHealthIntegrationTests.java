package io.github.zkspring.health;

import java.util.List;
import java.util.Map;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.health.ZkHealthContributorAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZkWatch;
import io.github.zkspring.watch.ZkWatchRegistry;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the health indicators of watches and elections.
 */
class ZkFeatureHealthIntegrationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
				ZkLeaderAutoConfiguration.class, ZkHealthContributorAutoConfiguration.class))
		.withPropertyValues("zk.watch.initial-sync-timeout=1s");

	@Test
	void reportsFailingWatchesAndElectionsUntilTheyRecover() throws Exception {
		try (ZooKeeperProcess server = ZooKeeperProcess.start();
				ForeignClient foreign = new ForeignClient(server.connectString())) {
			foreign.write("/secret", "1");
			foreign.write("/leaders", "");
			acl(foreign, "/secret", Perms.ALL & ~Perms.READ);
			acl(foreign, "/leaders", Perms.ALL & ~Perms.CREATE);
			this.contextRunner.withBean("limit", Limit.class)
				.withBean("report", Report.class)
				.withPropertyValues("zk.connect-string=" + server.connectString())
				.run((context) -> {
					await().atMost(Timeouts.LONG)
						.untilAsserted(
								() -> assertThat(health(context, "zookeeperLeadership").getDetails().get("reports"))
									.asString()
									.contains("NoAuth", "/leaders"));
					assertThat(health(context, "zookeeperLeadership").getStatus()).isEqualTo(Status.UNKNOWN);
					Health watches = health(context, "zookeeperWatches");
					assertThat(watches.getStatus()).isEqualTo(Status.UNKNOWN);
					assertThat(watches.getDetails())
						.containsAllEntriesOf(Map.of("watches", 1, "stale", 1, "staleIds", List.of("limit.changed"),
								"failing", 1, "failingIds", List.of("limit.changed"), "paused", 0));
					assertThat(watches.getDetails().get("errors")).asString()
						.contains("limit.changed=READ of /secret", "NoAuth");
					acl(foreign, "/secret", Perms.ALL);
					acl(foreign, "/leaders", Perms.ALL);
					await().atMost(Timeouts.LONG)
						.untilAsserted(() -> assertThat(health(context, "zookeeperLeadership"))
							.isEqualTo(Health.up().withDetail("reports", "leader").build()));
					await().atMost(Timeouts.LONG)
						.untilAsserted(() -> assertThat(health(context, "zookeeperWatches")).isEqualTo(Health.up()
							.withDetail("watches", 1)
							.withDetail("stale", 0)
							.withDetail("failing", 0)
							.withDetail("paused", 0)
							.build()));
					context.getBean(ZkWatchRegistry.class).watches().forEach(ZkWatch::pause);
					assertThat(health(context, "zookeeperWatches")).isEqualTo(Health.up()
						.withDetail("watches", 1)
						.withDetail("stale", 0)
						.withDetail("failing", 0)
						.withDetail("paused", 1)
						.withDetail("pausedIds", List.of("limit.changed"))
						.build());
				});
		}
	}

	private static Health health(ApplicationContext context, String name) {
		Health health = context.getBean(name + "HealthContributor", HealthIndicator.class).health();
		assertThat(health).isNotNull();
		return health;
	}

	private static void acl(ForeignClient foreign, String path, int permissions) throws Exception {
		foreign.curator().setACL().withACL(List.of(new ACL(permissions, Ids.ANYONE_ID_UNSAFE))).forPath(path);
	}

	static class Limit {

		@ZkDataWatch("/secret")
		void changed(@Nullable String limit) {
		}

	}

	static class Report {

		@LeaderOnly("reports")
		void run() {
		}

	}

}
