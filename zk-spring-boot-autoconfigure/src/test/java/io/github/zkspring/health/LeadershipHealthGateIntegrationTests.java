package io.github.zkspring.health;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.endpoint.ElectionsContributor;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.leader.ElectionSnapshot;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.leader.OnLeadershipGranted;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LeadershipHealthGate}.
 */
class LeadershipHealthGateIntegrationTests extends AbstractServerIntegrationTests {

	private final AtomicReference<Status> store = new AtomicReference<>(Status.UP);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class))
		.withBean("storeHealthIndicator", HealthIndicator.class, () -> () -> Health.status(this.store.get()).build())
		.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.leader.id=gated",
				"zk.leader.health-group=storage", "zk.leader.health-interval=20ms",
				"management.endpoint.health.group.storage.include=store");

	@Test
	void leavesElectionsWhileGroupIsDown() {
		this.contextRunner.run((context) -> {
			LeaderElection election = context.getBean(LeaderElections.class).election("jobs");
			await().atMost(Timeouts.LONG).until(election::isLeader);
			this.store.set(Status.DOWN);
			await().atMost(Timeouts.LONG).until(() -> !election.isLeader());
			await().atMost(Timeouts.LONG).until(() -> foreign.children("/leaders/jobs").isEmpty());
			LeaderElection later = context.getBean(LeaderElections.class).election("reports");
			election.rejoin();
			later.rejoin();
			await().during(Duration.ofMillis(300))
				.atMost(Timeouts.LONG)
				.until(() -> !foreign.children("/leaders").contains("reports")
						&& foreign.children("/leaders/jobs").isEmpty());
			this.store.set(Status.UP);
			await().atMost(Timeouts.LONG).until(() -> election.isLeader() && later.isLeader());
		});
	}

	@Test
	void doesNotRejoinAfterResignation() {
		this.contextRunner.run((context) -> {
			LeaderElections elections = context.getBean(LeaderElections.class);
			LeaderElection resigned = elections.election("imports");
			LeaderElection witness = elections.election("exports");
			await().atMost(Timeouts.LONG).until(() -> resigned.isLeader() && witness.isLeader());
			assertThat(resigned.resign()).succeedsWithin(Timeouts.LONG);
			this.store.set(Status.OUT_OF_SERVICE);
			await().atMost(Timeouts.LONG).until(() -> !witness.isLeader());
			this.store.set(Status.UP);
			await().atMost(Timeouts.LONG).until(witness::isLeader);
			assertThat(foreign.children("/leaders/imports")).isEmpty();
		});
	}

	@Test
	void keepsLeadershipWhileHealthCheckFails() {
		this.contextRunner.run((context) -> {
			LeaderElection election = context.getBean(LeaderElections.class).election("untold");
			await().atMost(Timeouts.LONG).until(election::isLeader);
			this.store.set(Status.UNKNOWN);
			await().during(Duration.ofMillis(200)).atMost(Timeouts.LONG).until(election::isLeader);
		});
	}

	@Test
	void neverLeadsWhileGroupIsDownFromTheStart() {
		this.store.set(Status.DOWN);
		AtomicInteger runs = new AtomicInteger();
		this.contextRunner.withBean(Imports.class, () -> new Imports(runs))
			.withPropertyValues("zk.leader.health-interval=50ms")
			.run((context) -> {
				LeaderElection election = context.getBean(LeaderElections.class).election("imports");
				await().during(Duration.ofMillis(300))
					.atMost(Timeouts.LONG)
					.until(() -> !foreign.children("/").contains("leaders") && !election.isLeader());
				assertThat(election.snapshot().state()).isEqualTo(ElectionSnapshot.State.ABSENT);
				assertThat(election.problem()).hasValueSatisfying(
						(reason) -> assertThat(reason).contains("storage", "DOWN", "zk.leader.health-group"));
				Health health = new ZkLeadershipHealthIndicator(context.getBean(LeaderElections.class)).health();
				assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
				assertThat(health.getDetails().get("imports")).asString().contains("storage", "DOWN");
				assertThat(new ElectionsContributor(context.getBean(LeaderElections.class)).item("imports"))
					.satisfies((item) -> assertThat(item.state())
						.isEqualTo(ElectionsContributor.ElectionDescriptor.State.ABSENT))
					.satisfies((item) -> assertThat(item.problem()).contains("DOWN"));
				assertThat(runs).hasValue(0);
				this.store.set(Status.UP);
				await().atMost(Timeouts.LONG).until(election::isLeader);
				await().atMost(Timeouts.LONG).untilAsserted(() -> assertThat(runs).hasValue(1));
				assertThat(election.problem()).isEmpty();
			});
	}

	@Test
	void leadsBeforeTheStartReturnsWhenGroupIsUp() {
		this.contextRunner.withBean(Imports.class, () -> new Imports(new AtomicInteger()))
			.withPropertyValues("zk.leader.health-interval=1h")
			.run((context) -> assertThat(context.getBean(LeaderElections.class).election("imports").isLeader())
				.isTrue());
	}

	@Test
	void rejectsUnknownGroup() {
		this.contextRunner.withPropertyValues("zk.leader.health-group=storage-of-old")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("zk.leader.health-group")
				.hasMessageContaining("management.endpoint.health.group.storage-of-old.include"));
	}

	@Test
	void rejectsGroupWithoutHealthEndpoint() {
		this.contextRunner.withPropertyValues("management.endpoint.health.access=NONE")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("zk.leader.health-group")
				.hasMessageContaining("health endpoint is not available"));
	}

	static class Imports {

		private final AtomicInteger runs;

		Imports(AtomicInteger runs) {
			this.runs = runs;
		}

		@OnLeadershipGranted("imports")
		void run() {
			this.runs.incrementAndGet();
		}

	}

}
