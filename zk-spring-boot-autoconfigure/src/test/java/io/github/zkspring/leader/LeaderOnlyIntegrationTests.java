package io.github.zkspring.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.fencing.FencingToken;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LeaderOnly} on several instances with a server process.
 */
class LeaderOnlyIntegrationTests extends AbstractServerIntegrationTests {

	private static final Duration SESSION = Timeouts.SESSION;

	private final List<ConfigurableApplicationContext> instances = new ArrayList<>();

	@AfterEach
	void closeInstances() {
		this.instances.forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void runsScheduledJobOnOneOfThreeInstances() {
		start(3);
		await().until(() -> leaders().size() == 1);
		Jobs jobs = jobs(leaders().get(0));
		await().until(() -> jobs.runs.get() > 5);
		assertThat(this.instances.stream().filter((instance) -> jobs(instance).runs.get() > 0)).hasSize(1);
		assertThat(foreign.children("/leaders/jobs")).hasSize(3);
	}

	@Test
	void keepsOneLeaderWhenServerIsKilledAndRestarted() {
		start(3);
		await().until(() -> leaders().size() == 1);
		server.kill();
		await().atMost(Duration.ofSeconds(10)).until(() -> leaders().isEmpty());
		int before = runs();
		server.launch();
		await().atMost(Duration.ofSeconds(20)).until(() -> leaders().size() == 1 && runs() > before);
		assertThat(leaders()).hasSize(1);
	}

	@Test
	void handsOverWhenSessionOfLeaderExpires() {
		start(3);
		await().until(() -> leaders().size() == 1);
		ConfigurableApplicationContext deposed = leaders().get(0);
		FencingToken token = token(deposed);
		ForeignClient.expire(deposed.getBean(CuratorFramework.class));
		await().atMost(Duration.ofSeconds(10)).until(() -> leaders().size() == 1 && leaders().get(0) != deposed);
		ConfigurableApplicationContext successor = leaders().get(0);
		assertThat(token(successor)).isGreaterThan(token);
		int before = jobs(successor).runs.get();
		await().until(() -> jobs(successor).runs.get() > before);
		await().atMost(Duration.ofSeconds(10)).until(() -> foreign.children("/leaders/jobs").size() == 3);
		assertThat(jobs(deposed).transitions).containsExactly("granted " + token.value(), "revoked " + token.value());
	}

	@Test
	void handsOverWhenContextOfLeaderCloses() {
		start(2);
		await().until(() -> leaders().size() == 1);
		ConfigurableApplicationContext leaving = leaders().get(0);
		Jobs jobs = jobs(leaving);
		leaving.close();
		assertThat(jobs.transitions).hasSize(2);
		this.instances.remove(leaving);
		await().atMost(Duration.ofSeconds(1)).until(() -> leaders().size() == 1);
		assertThat(foreign.children("/leaders/jobs")).hasSize(1);
	}

	@Test
	void joinsAgainWhenOperatorDeletesZnodeOfLeader() {
		start(2);
		await().until(() -> leaders().size() == 1);
		ConfigurableApplicationContext deposed = leaders().get(0);
		String first = foreign.children("/leaders/jobs")
			.stream()
			.min(Comparator.comparing((name) -> name.substring(name.length() - 10)))
			.orElseThrow();
		foreign.delete("/leaders/jobs/" + first);
		await().until(() -> leaders().size() == 1 && leaders().get(0) != deposed);
		await().until(() -> foreign.children("/leaders/jobs").size() == 2);
	}

	@Test
	void ignoresDataWrittenToZnodeOfLeader() {
		start(2);
		await().until(() -> leaders().size() == 1);
		ConfigurableApplicationContext leader = leaders().get(0);
		foreign.children("/leaders/jobs").forEach((name) -> foreign.write("/leaders/jobs/" + name, "foreign"));
		assertThat(leaders()).containsExactly(leader);
		leader.close();
		this.instances.remove(leader);
		await().until(() -> leaders().size() == 1);
	}

	@Test
	void returnsEmptyValueOfReturnTypeToFollowers() {
		start(2);
		await().until(() -> leaders().size() == 1);
		ConfigurableApplicationContext leader = leaders().get(0);
		Answers leading = leader.getBean(Answers.class);
		Answers following = followers().findFirst().orElseThrow().getBean(Answers.class);
		assertThat(leading.reference()).isEqualTo("body");
		assertThat(leading.optional()).contains("body");
		assertThat(leading.primitive()).isEqualTo(1);
		assertThat(leading.token()).isEqualTo(token(leader));
		assertThat(following.reference()).isNull();
		assertThat(following.optional()).isEmpty();
		assertThat(following.future()).isCompletedWithValue(null);
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(following::primitive)
			.satisfies((ex) -> assertThat(ex.getElection()).isEqualTo("jobs"));
	}

	@Test
	void returnsIdOfLeader() {
		start(2);
		await().until(() -> leaders().size() == 1);
		String id = leaders().get(0).getBean(LeaderElections.class).id();
		this.instances.forEach((instance) -> {
			LeaderElection election = instance.getBean(LeaderElections.class).election("jobs");
			await().until(() -> election.leaderId().equals(Optional.of(id)));
		});
	}

	private void start(int count) {
		for (int number = 1; number <= count; number++) {
			this.instances.add(
					new SpringApplicationBuilder(Instance.class)
						.properties("zk.connect-string=" + server.connectString(),
								"zk.session-timeout=" + SESSION.toSeconds() + "s", "zk.leader.id=instance-" + number,
								"spring.main.banner-mode=off", "spring.main.register-shutdown-hook=false")
						.run());
		}
	}

	private List<ConfigurableApplicationContext> leaders() {
		return this.instances.stream().filter(LeaderOnlyIntegrationTests::leads).toList();
	}

	private Stream<ConfigurableApplicationContext> followers() {
		return this.instances.stream().filter((instance) -> !leads(instance));
	}

	private int runs() {
		return this.instances.stream().mapToInt((instance) -> jobs(instance).runs.get()).sum();
	}

	private static boolean leads(ConfigurableApplicationContext instance) {
		return instance.getBean(LeaderElections.class).election("jobs").isLeader();
	}

	private static FencingToken token(ConfigurableApplicationContext instance) {
		return instance.getBean(LeaderElections.class).election("jobs").leadership().orElseThrow().token();
	}

	private static Jobs jobs(ConfigurableApplicationContext instance) {
		return instance.getBean(Recorder.class).jobs;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class,
			TaskSchedulingAutoConfiguration.class })
	static class Instance {

		@Bean
		Recorder recorder() {
			return new Recorder();
		}

		@Bean
		ScheduledJob scheduledJob(Recorder recorder) {
			return new ScheduledJob(recorder.jobs);
		}

		@Bean
		Answers answers() {
			return new Answers();
		}

	}

	static class Jobs {

		final AtomicInteger runs = new AtomicInteger();

		final List<String> transitions = Collections.synchronizedList(new ArrayList<>());

	}

	static class Recorder {

		final Jobs jobs = new Jobs();

		@EventListener
		void granted(LeadershipGrantedEvent event) {
			this.jobs.transitions.add("granted " + event.token().value());
		}

		@EventListener
		void revoked(LeadershipRevokedEvent event) {
			this.jobs.transitions.add("revoked " + event.token().value());
		}

	}

	static class ScheduledJob {

		private final Jobs jobs;

		ScheduledJob(Jobs jobs) {
			this.jobs = jobs;
		}

		@Scheduled(fixedRate = 20)
		@LeaderOnly("jobs")
		void run() {
			this.jobs.runs.incrementAndGet();
		}

	}

	@LeaderOnly("jobs")
	static class Answers {

		String reference() {
			return "body";
		}

		Optional<String> optional() {
			return Optional.of("body");
		}

		CompletableFuture<String> future() {
			return CompletableFuture.completedFuture("body");
		}

		FencingToken token() {
			return Leadership.current().token();
		}

		@LeaderOnly(value = "jobs", otherwise = LeaderOnly.Otherwise.THROW)
		int primitive() {
			return 1;
		}

	}

}
