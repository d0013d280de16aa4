package io.github.zkspring.leader;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.faults.AbstractProxiedServerIntegrationTests;
import io.github.zkspring.faults.CapturedLog;
import io.github.zkspring.faults.Timeouts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that an instance knows its place in its elections when its start returns, and for
 * the agreement of all answers about an election.
 */
class LeaderStartIntegrationTests extends AbstractProxiedServerIntegrationTests {

	@RegisterExtension
	final CapturedLog log = new CapturedLog();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class))
		.withUserConfiguration(Hourly.class)
		.withPropertyValues("zk.connect-string=" + proxy.connectString(), "zk.session-timeout=4s",
				"zk.leader.id=first");

	@Test
	void firstRunOfScheduledMethodIsNotSkippedOnLoneInstance() {
		for (int start = 0; start < 5; start++) {
			this.contextRunner.run((context) -> {
				assertThat(context.getBean(LeaderElections.class).election("reports").isLeader()).isTrue();
				Hourly hourly = context.getBean(Hourly.class);
				await().atMost(Timeouts.LONG).untilAsserted(() -> assertThat(hourly.runs()).isOne());
			});
		}
	}

	@Test
	void followerDoesNotDelayTheStartAndReportsWhomItWaitsFor() {
		this.contextRunner.run((leader) -> {
			long begin = System.nanoTime();
			this.contextRunner.withPropertyValues("zk.leader.id=second", "zk.leader.initial-wait=1m")
				.run((follower) -> {
					assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
					assertThat(this.log.lines()).filteredOn((line) -> line.contains("waits in the election"))
						.singleElement()
						.asString()
						.contains("(second)", "'reports'", "/leaders/reports", "first leads");
				});
		});
	}

	@Test
	void startIsNotDelayedWhileEnsembleIsUnavailable() {
		this.contextRunner
			.withPropertyValues("zk.connect-string=127.0.0.1:1", "zk.startup.on-unavailable=continue",
					"zk.leader.initial-wait=1m")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(this.log.text()).doesNotContain("zk.leader.initial-wait");
	}

	@Test
	void answersAgreeWhileServerIsAway() {
		this.contextRunner.run((context) -> {
			LeaderElection election = context.getBean(LeaderElections.class).election("reports");
			await().atMost(Timeouts.LONG).until(() -> !election.participants().isEmpty());
			assertAgreement(election.snapshot());
			assertThat(election.leaderId()).contains("first");
			proxy.cut();
			await().atMost(Timeouts.LONG).pollInterval(Duration.ofMillis(5)).until(() -> {
				assertAgreement(election.snapshot());
				return !election.isLeader();
			});
			assertThat(election.leaderId()).isEmpty();
			proxy.heal();
			await().atMost(Timeouts.LONG).pollInterval(Duration.ofMillis(5)).until(() -> {
				assertAgreement(election.snapshot());
				return election.isLeader();
			});
			assertThat(election.leaderId()).contains("first");
		});
	}

	@Test
	void answersAgreeDuringResignation() {
		this.contextRunner.run((context) -> {
			LeaderElection election = context.getBean(LeaderElections.class).election("reports");
			await().atMost(Timeouts.LONG).until(() -> !election.participants().isEmpty());
			election.resign();
			assertThat(election.leaderId()).isEmpty();
			assertThat(election.snapshot().state()).isEqualTo(ElectionSnapshot.State.ABSENT);
			election.rejoin();
			await().atMost(Timeouts.LONG).pollInterval(Duration.ofMillis(1)).until(() -> {
				assertAgreement(election.snapshot());
				return election.isLeader();
			});
		});
	}

	private static void assertAgreement(ElectionSnapshot snapshot) {
		boolean leads = snapshot.leadership() != null;
		assertThat(snapshot.state() == ElectionSnapshot.State.LEADER).isEqualTo(leads);
		assertThat("first".equals(snapshot.leaderId())).isEqualTo(leads);
		if (leads && !snapshot.participants().isEmpty()) {
			assertThat(snapshot.participants()).startsWith("first");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Hourly {

		private final AtomicInteger runs = new AtomicInteger();

		int runs() {
			return this.runs.get();
		}

		@Scheduled(fixedRate = 1, timeUnit = TimeUnit.HOURS)
		@LeaderOnly("reports")
		void report() {
			this.runs.incrementAndGet();
		}

	}

}
