package io.github.zkspring.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.TestApplication;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.Timeouts;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LeaderElection} of several instances, including kazoo's test cases.
 */
class LeaderElectionIntegrationTests extends AbstractServerIntegrationTests {

	private static final Duration LONG = Timeouts.LONG;

	private final List<ConfigurableApplicationContext> instances = new ArrayList<>();

	@AfterEach
	void closeInstances() {
		this.instances.forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void leadsInOrderOfArrivalWhenParticipantsResignAndRejoin() {
		LeaderElection first = join("first", "jobs");
		LeaderElection second = join("second", "jobs");
		LeaderElection third = join("third", "jobs");
		await().atMost(LONG).until(() -> third.participants().equals(List.of("first", "second", "third")));
		assertThat(third.leaderId()).contains("first");
		assertThat(second.resign()).succeedsWithin(LONG);
		await().atMost(LONG).until(() -> third.participants().equals(List.of("first", "third")));
		assertThat(first.resign()).succeedsWithin(LONG);
		await().atMost(LONG).until(third::isLeader);
		assertThat(second.isLeader()).isFalse();
		first.rejoin();
		await().atMost(LONG).until(() -> third.participants().equals(List.of("third", "first")));
		assertThat(third.resign()).succeedsWithin(LONG);
		await().atMost(LONG).until(first::isLeader);
		assertThat(foreign.children("/leaders/jobs")).hasSize(1);
	}

	@Test
	void returnsParticipantIdsWithSpecialCharacters() {
		LeaderElection election = join("a/b c-ü%", "jobs");
		await().atMost(LONG).until(() -> election.participants().equals(List.of("a/b c-ü%")));
	}

	@Test
	void joinsOncePerNameAndApplication() {
		LeaderElection election = join("one", "jobs");
		LeaderElections elections = this.instances.get(0).getBean(LeaderElections.class);
		assertThat(elections.election("jobs")).isSameAs(election);
		await().atMost(LONG).until(election::isLeader);
		assertThat(foreign.children("/leaders/jobs")).hasSize(1);
		CompletableFuture<Void> once = election.resign();
		assertThat(election.resign()).succeedsWithin(LONG);
		assertThat(once).succeedsWithin(LONG);
		election.rejoin();
		election.rejoin();
		await().atMost(LONG).until(election::isLeader);
		assertThat(foreign.children("/leaders/jobs")).hasSize(1);
	}

	@Test
	void rejoinsAfterIncompleteResignation() {
		LeaderElection election = join("one", "jobs");
		await().atMost(LONG).until(election::isLeader);
		long token = election.leadership().orElseThrow().token().value();
		for (int round = 0; round < 10; round++) {
			election.resign();
			election.rejoin();
		}
		await().atMost(LONG).until(election::isLeader);
		assertThat(election.leadership().orElseThrow().token().value()).isGreaterThan(token);
		assertThat(foreign.children("/leaders/jobs")).hasSize(1);
	}

	@Test
	void retriesJoinAndReportsProblemWhenAccessIsDenied() throws Exception {
		foreign.write("/leaders/jobs", "");
		foreign.curator().setACL().withACL(ZooDefs.Ids.READ_ACL_UNSAFE).forPath("/leaders/jobs");
		foreign.write("/leaders/others", "");
		LeaderElection election = join("one", "jobs");
		await().atMost(LONG).until(() -> election.problem().isPresent());
		assertThat(election.problem().orElseThrow()).contains("NoAuth").contains("/leaders/jobs");
		assertThat(election.isLeader()).isFalse();
		LeaderElection other = this.instances.get(0).getBean(LeaderElections.class).election("others");
		await().atMost(LONG).until(other::isLeader);
		long before = received();
		await().pollDelay(2, TimeUnit.SECONDS).until(() -> true);
		assertThat(received() - before).isLessThan(60);
		foreign.delete("/leaders/jobs");
		await().atMost(Duration.ofSeconds(40)).until(election::isLeader);
		assertThat(election.problem()).isEmpty();
	}

	@Test
	void joinsAgainWhenOperatorDeletesBasePath() {
		LeaderElection election = join("one", "jobs");
		await().atMost(LONG).until(election::isLeader);
		long token = election.leadership().orElseThrow().token().value();
		foreign.delete("/leaders");
		await().atMost(LONG)
			.until(() -> election.leadership().filter((held) -> held.token().value() > token).isPresent());
		assertThat(foreign.children("/leaders/jobs")).hasSize(1);
	}

	@Test
	void createsMissingChroot() {
		LeaderElection election = join("one", "jobs", "zk.connect-string=" + server.connectString() + "/not/there");
		await().atMost(LONG).until(election::isLeader);
		assertThat(foreign.children("/not/there/leaders/jobs")).hasSize(1);
	}

	private LeaderElection join(String id, String election, String... properties) {
		ConfigurableApplicationContext instance = new SpringApplicationBuilder(TestApplication.class)
			.web(WebApplicationType.NONE)
			.properties("zk.connect-string=" + server.connectString(), "zk.session-timeout=4s", "zk.leader.id=" + id,
					"spring.main.banner-mode=off", "spring.main.register-shutdown-hook=false")
			.properties(properties)
			.run();
		this.instances.add(instance);
		int before = foreign.children("/leaders/" + election).size();
		LeaderElection joined = instance.getBean(LeaderElections.class).election(election);
		await().atMost(LONG)
			.until(() -> joined.isLeader() || joined.problem().isPresent()
					|| foreign.children("/leaders/" + election).size() > before);
		return joined;
	}

	private static long received() throws Exception {
		return server.fourLetters("srvr")
			.lines()
			.filter((line) -> line.startsWith("Received: "))
			.mapToLong((line) -> Long.parseLong(line.substring("Received: ".length())))
			.sum();
	}

}
