package io.github.zkspring.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SampleProcessesIntegrationTests {

	private static final Duration SLACK = Duration.ofMillis(1500);

	private static final Duration TAKE_OVER = Timeouts.SESSION.plus(ZooKeeperProcess.TICK).plus(SLACK);

	private static final List<AutoCloseable> processes = new ArrayList<>();

	private static final Map<SampleClient, SampleProcess> instances = new LinkedHashMap<>();

	@BeforeAll
	static void startServerAndInstances(@TempDir Path directory) {
		ZooKeeperProcess server = ZooKeeperProcess.start();
		processes.add(server);
		List<SampleProcess> started = Stream.of("first", "second", "third")
			.map((name) -> startInstance(name, directory, server.connectString()))
			.toList();
		started.forEach((instance) -> instances.put(instance.awaitStarted(), instance));
	}

	private static SampleProcess startInstance(String name, Path temp, String connectString) {
		SampleProcess instance = SampleProcess.start(name, temp, "--zk.embedded.enabled=false",
				"--zk.connect-string=" + connectString, "--zk.session-timeout=" + Timeouts.SESSION.toMillis() + "ms",
				"--sample.report.interval=100ms");
		processes.add(0, instance);
		return instance;
	}

	@AfterAll
	static void stopAll() throws Exception {
		for (AutoCloseable process : processes) {
			process.close();
		}
	}

	@Test
	void electsAnotherLeaderWhenLeaderIsKilled() {
		List<String> everyone = instances.keySet().stream().map(SampleClient::id).sorted().toList();
		assertThat(everyone).doesNotHaveDuplicates();
		SampleClient leader = assertOneReports();
		await().untilAsserted(() -> assertMembers(everyone));
		String killed = leader.id();

		instances.remove(leader).close();

		await("another leader, logs in target/processes").atMost(TAKE_OVER)
			.until(() -> instances.keySet().stream().anyMatch(SampleClient::leads));
		SampleClient successor = assertOneReports();
		assertThat(successor.id()).isNotEqualTo(killed);
		List<String> survivors = everyone.stream().filter((id) -> !id.equals(killed)).toList();
		await().atMost(SLACK).untilAsserted(() -> assertMembers(survivors));
	}

	private static SampleClient assertOneReports() {
		await().untilAsserted(() -> assertThat(instances.keySet()).filteredOn(SampleClient::leads).hasSize(1));
		SampleClient leader = instances.keySet().stream().filter(SampleClient::leads).findFirst().orElseThrow();
		int before = leader.reports();
		await().until(() -> leader.reports() >= before + 5);
		assertThat(instances.keySet()).allSatisfy((instance) -> {
			assertThat(instance.leads()).isEqualTo(instance == leader);
			assertThat(instance.reports() > 0).isEqualTo(instance == leader);
		});
		String leaderId = leader.id();
		await().untilAsserted(
				() -> assertThat(instances.keySet()).extracting((instance) -> instance.state().get("leaderId"))
					.containsOnly(leaderId));
		return leader;
	}

	private static void assertMembers(List<String> expected) {
		assertThat(instances.keySet()).allSatisfy((instance) -> assertThat(instance.members()).isEqualTo(expected));
	}

}
