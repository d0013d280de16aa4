package io.github.zkspring.leader;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.QuorumLimits;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperEnsemble;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for an application while two of three servers are down.
 * {@code -Dzkspring.quorum.outage=60s} makes that longer.
 */
@Tag("faults")
class QuorumLossIntegrationTests {

	private static final Log logger = LogFactory.getLog(QuorumLossIntegrationTests.class);

	private static final Duration OUTAGE = DurationStyle
		.detectAndParse(System.getProperty("zkspring.quorum.outage", "8s"));

	private static final Duration SESSION = Timeouts.SESSION;

	/** For a slow machine. */
	private static final Duration SLACK = Timeouts.SLACK;

	private static final Duration SELF_HEAL = SESSION.plusSeconds(10);

	private static ZooKeeperEnsemble ensemble;

	@BeforeAll
	static void startEnsemble() {
		ensemble = ZooKeeperEnsemble.start(QuorumLimits.SHORT);
	}

	@AfterAll
	static void endEnsemble() {
		ensemble.close();
	}

	@Test
	void recoversFromQuorumLossWhenTwoServersAreKilled() {
		losesAndHeals("row 3, killed", ZooKeeperProcess::kill, ZooKeeperProcess::launch);
	}

	@Test
	void recoversFromQuorumLossWhenTwoServersStall() {
		losesAndHeals("row 3, suspended", (server) -> server.process().suspend(),
				(server) -> server.process().resume());
	}

	private void losesAndHeals(String row, Consumer<ZooKeeperProcess> fault, Consumer<ZooKeeperProcess> repair) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class,
					TaskSchedulingAutoConfiguration.class))
			.withUserConfiguration(Application.class)
			.withBean(Job.class)
			.withPropertyValues("zk.connect-string=" + ensemble.connectString(),
					"zk.session-timeout=" + SESSION.toSeconds() + "s")
			.run((context) -> {
				Application application = context.getBean(Application.class);
				await().atMost(SELF_HEAL).until(() -> application.lastRun.get() > 0);
				long oldSession = context.getBean(ZkSession.class).id();
				context.getBean(CuratorFramework.class)
					.create()
					.creatingParentsIfNeeded()
					.withMode(CreateMode.EPHEMERAL)
					.forPath("/old/ephemeral");
				List<ZooKeeperProcess> away = awayFrom(context);
				long begin = System.nanoTime();
				away.forEach(fault);
				awaitTime(begin + OUTAGE.toNanos());
				application.assertLost(row, begin);
				application.assertNoRunAfter(row, begin);
				long healed = System.nanoTime();
				away.forEach(repair);
				await().atMost(SELF_HEAL).until(() -> application.lastRun.get() > healed);
				assertThat(context.getBean(ZkSession.class).id()).isNotEqualTo(oldSession);
				logger.info("%s: the leader runs again %d ms after the end".formatted(row,
						millis(application.lastRun.get() - healed)));
				try (ForeignClient foreign = new ForeignClient(ensemble.connectString())) {
					await().atMost(SELF_HEAL).until(() -> foreign.children("/old").isEmpty());
				}
				ensemble.awaitComplete();
			});
	}

	/** The server of the application, and the leader or another one. */
	private static List<ZooKeeperProcess> awayFrom(ApplicationContext context) {
		String address = context.getBean(ZkSession.class).server().orElseThrow();
		ZooKeeperProcess own = ensemble.servers()
			.stream()
			.filter((server) -> server.connectString().equals(address))
			.findFirst()
			.orElseThrow();
		ZooKeeperProcess leader = ensemble.leader();
		return List.of(own, (own != leader) ? leader : ensemble.others(own).get(0));
	}

	private static void awaitTime(long time) {
		await().atMost(OUTAGE.plusSeconds(5)).until(() -> System.nanoTime() > time);
	}

	private static long millis(long nanos) {
		return Duration.ofNanos(nanos).toMillis();
	}

	@EnableScheduling
	static class Application {

		private final AtomicLong lastRun = new AtomicLong();

		private final Map<ZkSessionState, Long> since = new ConcurrentHashMap<>();

		@EventListener
		void changed(ZkSessionStateEvent event) {
			this.since.put(event.state(), System.nanoTime());
		}

		void assertLost(String row, long begin) {
			Long suspended = this.since.get(ZkSessionState.SUSPENDED);
			Long lost = this.since.get(ZkSessionState.LOST);
			assertThat(suspended).isNotNull();
			assertThat(lost).isNotNull();
			logger.info("%s: SUSPENDED after %d ms, LOST after %d ms".formatted(row, millis(suspended - begin),
					millis(lost - begin)));
			assertThat(Duration.ofNanos(suspended - begin))
				.isLessThan(SESSION.multipliedBy(2).dividedBy(3).plusMillis(100).plus(SLACK));
			assertThat(Duration.ofNanos(lost - begin)).isLessThan(SESSION.multipliedBy(5).dividedBy(3).plus(SLACK));
		}

		void assertNoRunAfter(String row, long begin) {
			Duration last = Duration.ofNanos(Math.max(0, this.lastRun.get() - begin));
			logger.info("%s: the leader ran last after %d ms".formatted(row, last.toMillis()));
			assertThat(last).isLessThanOrEqualTo(SESSION.dividedBy(2).plus(SLACK));
		}

	}

	static class Job {

		private final Application application;

		Job(Application application) {
			this.application = application;
		}

		@Scheduled(fixedRate = 5)
		@LeaderOnly("jobs")
		void run() {
			this.application.lastRun.set(System.nanoTime());
		}

	}

}
