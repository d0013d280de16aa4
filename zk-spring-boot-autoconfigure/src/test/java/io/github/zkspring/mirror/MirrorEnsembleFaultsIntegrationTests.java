package io.github.zkspring.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.QuorumLimits;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperEnsemble;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the {@link Mirror} when servers of an ensemble are killed.
 */
@Tag("faults")
class MirrorEnsembleFaultsIntegrationTests {

	private static final int ZNODES = 50;

	static ZooKeeperEnsemble ensemble;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + ensemble.connectString());

	@BeforeAll
	static void startEnsemble() {
		ensemble = ZooKeeperEnsemble.start(QuorumLimits.SHORT);
	}

	@AfterAll
	static void endEnsemble() {
		ensemble.close();
	}

	@Test
	void deliversLastStateInSameSessionWhenLeaderIsKilled() {
		this.contextRunner.withPropertyValues("zk.session-timeout=20s").run((context) -> {
			try (Watched watched = new Watched(context.getBean(Mirror.class), "/leader-killed")) {
				watched.writeAll("1");
				watched.awaitAll("1");
				long session = context.getBean(ZkSession.class).id();
				ZooKeeperProcess leader = ensemble.leader();
				leader.kill();
				watched.writeAll("2");
				watched.awaitAll("2");
				watched.assertOrder();
				assertThat(context.getBean(ZkSession.class).id()).isEqualTo(session);
				leader.launch();
				ensemble.awaitComplete();
			}
		});
	}

	@Test
	void reportsStaleAndDeliversLastStateAfterQuorumLoss() {
		this.contextRunner.withPropertyValues("zk.session-timeout=4s").run((context) -> {
			try (Watched watched = new Watched(context.getBean(Mirror.class), "/quorum-lost")) {
				watched.writeAll("1");
				watched.awaitAll("1");
				List<ZooKeeperProcess> killed = ensemble.servers().subList(0, 2);
				killed.forEach(ZooKeeperProcess::kill);
				await().atMost(Timeouts.FAILOVER)
					.until(() -> context.getBean(ZkSession.class).state() == ZkSessionState.LOST);
				assertThat(watched.subscriptions).allMatch(MirrorSubscription::isStale);
				killed.forEach(ZooKeeperProcess::launch);
				watched.writeAll("2");
				watched.awaitAll("2");
				watched.assertOrder();
				ensemble.awaitComplete();
			}
		});
	}

	/**
	 * Znodes of one parent, watched one by one and together.
	 */
	private static final class Watched implements AutoCloseable {

		private final ForeignClient foreign = new ForeignClient(ensemble.connectString());

		private final List<MirrorRecorder<ZnodeSnapshot>> recorders = new ArrayList<>();

		private final MirrorRecorder<ChildrenSnapshot> children = new MirrorRecorder<>();

		private final List<MirrorSubscription> subscriptions = new ArrayList<>();

		private final String parent;

		private Watched(Mirror mirror, String parent) {
			this.parent = parent;
			IntStream.range(0, ZNODES).forEach((number) -> {
				MirrorRecorder<ZnodeSnapshot> recorder = new MirrorRecorder<>();
				this.recorders.add(recorder);
				this.subscriptions.add(mirror.data(path(number), recorder));
			});
			this.subscriptions.add(mirror.childrenWithData(parent, this.children));
		}

		private String path(int number) {
			return this.parent + "/" + number;
		}

		private void writeAll(String payload) {
			IntStream.range(0, ZNODES).forEach((number) -> this.foreign.write(path(number), payload));
		}

		private void awaitAll(String payload) {
			await().atMost(Timeouts.FAILOVER).untilAsserted(() -> {
				assertThat(this.recorders).extracting(MirrorRecorder::text).containsOnly(payload);
				assertThat(this.children.last().data().values()).hasSize(ZNODES)
					.extracting(MirrorRecorder::text)
					.containsOnly(payload);
				assertThat(this.subscriptions).noneMatch(MirrorSubscription::isStale);
			});
		}

		private void assertOrder() {
			this.recorders.forEach(MirrorRecorder::assertOrder);
			this.children.assertOrder();
		}

		@Override
		public void close() {
			this.foreign.close();
		}

	}

}
