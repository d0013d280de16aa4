package io.github.zkspring.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.zkspring.TestApplication;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for an election whose queue has reached the end of the sequence numbers.
 */
class ElectionSequenceIntegrationTests {

	private static final String QUEUE = "/leaders/reports";

	private ZooKeeperProcess server;

	private ForeignClient foreign;

	private final List<ConfigurableApplicationContext> instances = new ArrayList<>();

	@BeforeEach
	void startServer() {
		this.server = ZooKeeperProcess.start();
		this.foreign = new ForeignClient(this.server.connectString());
		this.foreign.write(QUEUE, "");
	}

	@AfterEach
	void stopServer() {
		this.instances.forEach(ConfigurableApplicationContext::close);
		this.foreign.close();
		this.server.close();
	}

	@Test
	void electsOneLeaderAndSuccessorsAtEndOfRange() {
		this.server.restartWithSequence(QUEUE, Integer.MAX_VALUE);
		List<LeaderElection> elections = new ArrayList<>(List.of(join(), join(), join()));
		while (!elections.isEmpty()) {
			await().atMost(Timeouts.LONG).until(() -> elections.stream().anyMatch(LeaderElection::isLeader));
			await().during(Duration.ofMillis(300))
				.until(() -> elections.stream().filter(LeaderElection::isLeader).count() == 1);
			LeaderElection leader = elections.stream().filter(LeaderElection::isLeader).findFirst().orElseThrow();
			assertThat(leader.resign()).succeedsWithin(Timeouts.LONG);
			elections.remove(leader);
		}
	}

	@Test
	void reportsUsedUpQueueAsProblemUntilItIsDeleted() {
		this.foreign.write(QUEUE + "/another", "keeps the znode");
		this.server.restartWithSequence(QUEUE, Integer.MAX_VALUE);
		LeaderElection election = join();
		await().atMost(Timeouts.LONG)
			.untilAsserted(() -> assertThat(election.problem()).get()
				.asString()
				.contains("sequence numbers of '" + QUEUE + "' are used up"));
		assertThat(election.isLeader()).isFalse();
		this.foreign.delete(QUEUE);
		await().atMost(Timeouts.LONG).until(election::isLeader);
		assertThat(election.problem()).isEmpty();
	}

	private LeaderElection join() {
		ConfigurableApplicationContext instance = new SpringApplicationBuilder(TestApplication.class)
			.properties("zk.connect-string=" + this.server.connectString(), "spring.main.web-application-type=none",
					"zk.leader.id=" + this.instances.size(), "spring.main.banner-mode=off")
			.run();
		this.instances.add(instance);
		return instance.getBean(LeaderElections.class).election("reports");
	}

}
