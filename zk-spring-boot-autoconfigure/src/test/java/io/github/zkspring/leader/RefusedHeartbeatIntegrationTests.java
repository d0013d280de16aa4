package io.github.zkspring.leader;

import java.time.Duration;
import java.util.List;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.health.ZkHealthIndicator;
import io.github.zkspring.health.ZkLeadershipHealthIndicator;
import io.github.zkspring.lock.LockNotAcquiredException;
import io.github.zkspring.lock.LockOptions;
import io.github.zkspring.lock.ZkLockTemplate;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for instances whose heartbeat the server refuses, because the parent belongs to
 * another identity.
 */
class RefusedHeartbeatIntegrationTests extends AbstractServerIntegrationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class,
				ZkLockAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.session-timeout=2s");

	@Test
	void doesNotKeepOthersFromLeading() throws Exception {
		closeHeartbeats();
		this.contextRunner.run((refused) -> {
			LeaderElection election = election(refused);
			await().atMost(Timeouts.LONG).untilAsserted(() -> assertRefused(refused, election));
			this.contextRunner.withPropertyValues("zk.heartbeat.base-path=/team/heartbeats").run((other) -> {
				LeaderElection leading = election(other);
				await().atMost(Timeouts.LONG).until(leading::isLeader);
				await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(5)).until(leading::isLeader);
				assertRefused(refused, election);
				assertThat(foreign.children("/team/heartbeats")).hasSize(1);
				assertThat(foreign.children("/leaders/reports")).hasSize(1);
			});
			foreign.curator().setACL().withACL(Ids.OPEN_ACL_UNSAFE).forPath("/heartbeats");
			await().atMost(Timeouts.LONG).until(election::isLeader);
			assertThat(election.problem()).isEmpty();
			assertThat(new ZkHealthIndicator(refused.getBean(ZkSession.class), Status.UNKNOWN).health().getStatus())
				.isEqualTo(Status.UP);
		});
	}

	@Test
	void namesPropertyWhenLockIsNotGranted() throws Exception {
		closeHeartbeats();
		this.contextRunner.run((refused) -> {
			LeaderElection election = election(refused);
			await().atMost(Timeouts.LONG).untilAsserted(() -> assertRefused(refused, election));
			assertThatExceptionOfType(LockNotAcquiredException.class)
				.isThrownBy(() -> refused.getBean(ZkLockTemplate.class)
					.acquire("job", LockOptions.exclusive().withWait(Duration.ofMillis(500))))
				.withMessageContaining("zk.heartbeat.base-path");
			assertThat(foreign.children("/locks/job")).isEmpty();
		});
	}

	@Test
	void namesPropertyOfInvalidPath() {
		this.contextRunner.withPropertyValues("zk.heartbeat.base-path=heartbeats")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("zk.heartbeat.base-path"));
	}

	private static void assertRefused(ApplicationContext context, LeaderElection election) {
		assertThat(election.isLeader()).isFalse();
		assertThat(election.problem()).hasValueSatisfying(
				(problem) -> assertThat(problem).contains("zk.heartbeat.base-path", "/heartbeats", "NoAuth"));
		assertThat(new ZkLeadershipHealthIndicator(context.getBean(LeaderElections.class)).health().getStatus())
			.isEqualTo(Status.UNKNOWN);
		assertThat(new ZkHealthIndicator(context.getBean(ZkSession.class), Status.UNKNOWN).health().getStatus())
			.isNotEqualTo(Status.UP);
	}

	private static LeaderElection election(ApplicationContext context) {
		return context.getBean(LeaderElections.class).election("reports");
	}

	private static void closeHeartbeats() throws Exception {
		foreign.write("/heartbeats", "");
		foreign.curator()
			.setACL()
			.withACL(List.of(new ACL(Perms.READ, Ids.ANYONE_ID_UNSAFE), new ACL(Perms.ADMIN, Ids.ANYONE_ID_UNSAFE)))
			.forPath("/heartbeats");
	}

}
