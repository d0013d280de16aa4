package io.github.zkspring.autoconfigure;

import java.time.Duration;

import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lease.ZkLeaseAutoConfiguration;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.lease.ZkLeases;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for instances of one application with the same host name and process id.
 */
class InstanceIdIntegrationTests extends AbstractServerIntegrationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class,
				ZkLeaseAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.session-timeout=4s",
				"spring.application.name=shop");

	@Test
	void grantsLeaseToOneOfTwoInstances() {
		this.contextRunner.run((first) -> this.contextRunner.run((second) -> {
			ZkLeases leases = first.getBean(ZkLeases.class);
			ZkLeases others = second.getBean(ZkLeases.class);
			assertThat(leases.holder()).startsWith("shop@").isNotEqualTo(others.holder());
			assertThat(leases.tryAcquire("job", Duration.ofMinutes(1))).isTrue();
			assertThat(others.tryAcquire("job", Duration.ofMinutes(1))).isFalse();
			assertThat(leases.tryAcquire("job", Duration.ofMinutes(1))).isTrue();
		}));
	}

	@Test
	void showsTwoParticipants() {
		this.contextRunner.run((first) -> this.contextRunner.run((second) -> {
			LeaderElection election = first.getBean(LeaderElections.class).election("reports");
			second.getBean(LeaderElections.class).election("reports");
			await().atMost(Timeouts.LONG)
				.untilAsserted(() -> assertThat(election.participants()).hasSize(2).doesNotHaveDuplicates());
		}));
	}

}
