package io.github.zkspring.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.faults.SoakFaults;
import io.github.zkspring.faults.SoakServers;
import io.github.zkspring.faults.ZooKeeperEnsemble;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.mirror.Mirror;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Watches under random writes, deletions, killed servers and expired sessions: what is
 * delivered never goes back, never repeats itself, and ends where the servers do.
 * {@code -Dzkspring.soak.time=10m -Dzkspring.soak.znodes=5000 -Dzkspring.soak.ensemble=true}
 * makes it longer, wider, and has one of three servers killed.
 */
@Tag("soak")
class WatchSoakIntegrationTests {

	private static final Log logger = LogFactory.getLog(WatchSoakIntegrationTests.class);

	private static final Duration DURATION = DurationStyle
		.detectAndParse(System.getProperty("zkspring.soak.time", "12s"));

	private static final int ZNODES = Integer.getInteger("zkspring.soak.znodes", 500);

	private static final Duration CATCH_UP = Duration.ofSeconds(60);

	@Test
	void convergesToServerStateAndNeverGoesBackwards() throws Exception {
		SoakServers.run(this::soak);
	}

	private void soak(List<ZooKeeperProcess> servers) throws Exception {
		try (SoakWriter writer = new SoakWriter(ZooKeeperEnsemble.connectString(servers), ZNODES)) {
			writer.createAll();
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class))
				.withPropertyValues("zk.connect-string=" + ZooKeeperEnsemble.connectString(servers),
						"zk.session-timeout=10s")
				.withBean(Annotated.class)
				.run((context) -> {
					SoakChecks checks = watchAll(context.getBean(Mirror.class));
					SoakFaults faults = new SoakFaults(servers, context.getBean(CuratorFramework.class));
					writer.start();
					faults.start();
					long end = System.nanoTime() + DURATION.toNanos();
					await().atMost(DURATION.plusSeconds(10)).until(() -> System.nanoTime() > end);
					faults.stop();
					writer.stop();
					long calm = System.nanoTime();
					assertEnd(checks, context.getBean(Annotated.class), writer.states());
					logger.info("%s of %d znodes: %s; %s; %s; caught up %d ms after the last fault".formatted(DURATION,
							ZNODES, writer, checks, faults, Duration.ofNanos(System.nanoTime() - calm).toMillis()));
				});
		}
	}

	private static SoakChecks watchAll(Mirror mirror) {
		SoakChecks checks = new SoakChecks();
		IntStream.range(0, ZNODES).mapToObj(SoakWriter::path).forEach((path) -> mirror.data(path, checks.check(path)));
		await().atMost(CATCH_UP).until(() -> checks.states().size() == ZNODES);
		return checks;
	}

	private static void assertEnd(SoakChecks checks, Annotated annotated, Map<String, SoakState> states) {
		await().atMost(CATCH_UP).untilAsserted(() -> {
			Map<String, SoakState> wrong = new TreeMap<>(checks.states());
			wrong.entrySet().removeIf((entry) -> entry.getValue().equals(states.get(entry.getKey())));
			assertThat(wrong).isEmpty();
			assertThat(annotated.first).isEqualTo(states.get(SoakWriter.path(0)));
			assertThat(annotated.names).containsExactlyElementsOf(states.entrySet()
				.stream()
				.filter((entry) -> entry.getValue().exists())
				.map((entry) -> entry.getKey().substring(SoakWriter.ROOT.length() + 1))
				.sorted()
				.toList());
		});
		assertThat(checks.violations()).isEmpty();
		assertThat(annotated.check.violations()).isEmpty();
	}

	/**
	 * Methods that watch what the mirror is asked for as well.
	 */
	static class Annotated {

		private final SoakChecks check = new SoakChecks();

		private volatile @Nullable SoakState first;

		private volatile List<String> names = List.of();

		@ZkDataWatch(SoakWriter.ROOT + "/n00000")
		void firstChanged(byte @Nullable [] payload, @Nullable Stat stat) {
			SoakState state = SoakState.of(payload, stat);
			this.check.delivered(SoakWriter.path(0), state);
			this.first = state;
		}

		@ZkChildrenWatch(SoakWriter.ROOT)
		void namesChanged(List<String> names) {
			this.names = new ArrayList<>(names);
		}

	}

}
