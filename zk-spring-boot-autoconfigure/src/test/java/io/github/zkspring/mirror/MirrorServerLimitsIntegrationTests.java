package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the {@link Mirror} with payloads above its limits and with limited servers.
 */
class MirrorServerLimitsIntegrationTests {

	private static final Pattern RECEIVED = Pattern.compile("recved=(\\d+)");

	private static final int BIG = 2 * 1024 * 1024;

	private static final int ZNODES = 1000;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class))
		.withBean(MirrorFaultsIntegrationTests.Transitions.class)
		.withPropertyValues("zk.session-timeout=8s");

	@Test
	void reportsTooLargePayloadAndDeliversOthers() {
		try (ZooKeeperProcess server = ZooKeeperProcess.start("-Djute.maxbuffer=8388608");
				ForeignClient foreign = new ForeignClient(server.connectString())) {
			this.contextRunner
				.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.watch.max-payload=1MB")
				.run((context) -> {
					Mirror mirror = context.getBean(Mirror.class);
					MirrorRecorder<ZnodeSnapshot> big = new MirrorRecorder<>();
					TreeRecorder tree = new TreeRecorder();
					List<MirrorRecorder<ZnodeSnapshot>> others = watchMany(mirror);
					mirror.data("/test/big", big);
					mirror.tree(TreeScope.all("/test"), tree);
					await().atMost(Timeouts.LONG).until(() -> big.snapshots().size() == 1 && tree.isInitialised());
					writeBig(server);
					writeMany(foreign, "1");
					await().atMost(Timeouts.LONG).until(() -> !big.failures().isEmpty() && !tree.failures().isEmpty());
					assertThat(big.failures()).containsOnly("/test/big");
					assertThat(tree.failures()).containsOnlyKeys("/test/big");
					await().atMost(Timeouts.LONG)
						.untilAsserted(() -> assertThat(others).extracting(MirrorRecorder::text).containsOnly("1"));
					assertThat(big.snapshots()).hasSize(1);
					context.getBean(MirrorFaultsIntegrationTests.Transitions.class).assertConnectedThroughout();
					foreign.write("/test/big", "small");
					await().atMost(Timeouts.LONG).until(() -> MirrorRecorder.text(big).equals("small"));
					await().atMost(Timeouts.LONG).until(() -> "small".equals(tree.present().get("/test/big")));
				});
		}
	}

	@Test
	void readsZnodeThatExceedsClientLimitOnlyOnce() {
		try (ZooKeeperProcess server = ZooKeeperProcess.start("-Djute.maxbuffer=8388608");
				ForeignClient foreign = new ForeignClient(server.connectString())) {
			foreign.write("/test/big", "small");
			this.contextRunner
				.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.watch.max-payload=1MB")
				.run((context) -> {
					MirrorRecorder<ZnodeSnapshot> big = new MirrorRecorder<>();
					context.getBean(Mirror.class).data("/test/big", big);
					await().until(() -> big.size() == 1);
					writeBig(server);
					await().atMost(Timeouts.LONG).until(() -> !big.failures().isEmpty());
					MirrorFaultsIntegrationTests.Transitions transitions = context
						.getBean(MirrorFaultsIntegrationTests.Transitions.class);
					assertThat(transitions.disconnections()).isEqualTo(1);
					writeBig(server);
					await().atMost(Timeouts.LONG).until(() -> big.failures().size() == 2);
					foreign.write("/test/big", "small again");
					await().atMost(Timeouts.LONG).until(() -> MirrorRecorder.text(big).equals("small again"));
					assertThat(big.size()).as("never taken for deleted").isEqualTo(2);
					assertThat(transitions.disconnections()).isEqualTo(1);
				});
		}
	}

	@Test
	void startsWithTooLargePayload() throws Exception {
		try (ZooKeeperProcess server = ZooKeeperProcess.start("-Djute.maxbuffer=8388608");
				ForeignClient foreign = new ForeignClient(server.connectString())) {
			writeBig(server);
			writeMany(foreign, "1");
			this.contextRunner
				.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.watch.max-payload=1MB")
				.run((context) -> {
					Mirror mirror = context.getBean(Mirror.class);
					MirrorRecorder<ZnodeSnapshot> big = new MirrorRecorder<>();
					mirror.data("/test/big", big);
					List<MirrorRecorder<ZnodeSnapshot>> others = watchMany(mirror);
					await().atMost(Timeouts.LONG)
						.untilAsserted(() -> assertThat(others).extracting(MirrorRecorder::text).containsOnly("1"));
					await().atMost(Timeouts.LONG).until(() -> !big.failures().isEmpty());
					assertThat(big.snapshots()).isEmpty();
					context.getBean(MirrorFaultsIntegrationTests.Transitions.class).assertConnectedThroughout();
				});
		}
	}

	@Test
	void watchesOnServerWithoutPersistentWatches() {
		try (ZooKeeperProcess server = ZooKeeperProcess
			.start("-Dzookeeper.watchManagerName=org.apache.zookeeper.server.watch.WatchManagerOptimized");
				ForeignClient foreign = new ForeignClient(server.connectString())) {
			foreign.write("/test/a", "1");
			// few heartbeats and pings
			this.contextRunner
				.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.session-timeout=30s")
				.run((context) -> {
					Mirror mirror = context.getBean(Mirror.class);
					MirrorRecorder<ZnodeSnapshot> data = new MirrorRecorder<>();
					MirrorRecorder<ChildrenSnapshot> names = new MirrorRecorder<>();
					MirrorRecorder<ChildrenSnapshot> children = new MirrorRecorder<>();
					MirrorRecorder<ZnodeSnapshot> siblings = new MirrorRecorder<>();
					TreeRecorder tree = new TreeRecorder();
					IntStream.range(0, 20).forEach((number) -> mirror.data("/test/siblings/n" + number, siblings));
					mirror.data("/test/a", data);
					mirror.children("/test", names);
					mirror.childrenWithData("/test", children);
					mirror.tree(TreeScope.all("/test"), tree);
					await().atMost(Timeouts.LONG).until(() -> tree.isInitialised() && siblings.size() == 20);
					foreign.write("/test/a", "2");
					foreign.write("/test/b/deep", "3");
					await().atMost(Timeouts.LONG).untilAsserted(() -> {
						assertThat(MirrorRecorder.text(data)).isEqualTo("2");
						assertThat(names.last().names()).containsExactly("a", "b");
						assertThat(children.last().data()).containsOnlyKeys("a", "b");
						assertThat(tree.present()).contains(Map.entry("/test/a", "2"), Map.entry("/test/b/deep", "3"));
					});
					foreign.delete("/test/b");
					foreign.delete("/test/a");
					await().atMost(Timeouts.LONG).untilAsserted(() -> {
						assertThat(MirrorRecorder.text(data)).isEqualTo("-");
						assertThat(names.last().names()).isEmpty();
						assertThat(children.last().data()).isEmpty();
						assertThat(tree.present()).containsOnlyKeys("/test");
					});
					assertThat(tree.misplaced()).isEmpty();
					Duration idle = Duration.ofSeconds(8);
					assertThat(requestsWithin(idle, server, context.getBean(ZkSession.class).id()))
						.as("requests in %s, a heartbeat and pings among them", idle)
						.isLessThanOrEqualTo(idle.toSeconds());
				});
		}
	}

	private static List<MirrorRecorder<ZnodeSnapshot>> watchMany(Mirror mirror) {
		List<MirrorRecorder<ZnodeSnapshot>> recorders = new ArrayList<>();
		IntStream.range(0, ZNODES).forEach((number) -> {
			MirrorRecorder<ZnodeSnapshot> recorder = new MirrorRecorder<>();
			recorders.add(recorder);
			mirror.data("/test/n" + number, recorder);
		});
		return recorders;
	}

	private static void writeMany(ForeignClient foreign, String payload) {
		IntStream.range(0, ZNODES).forEach((number) -> foreign.write("/test/n" + number, payload));
	}

	private static void writeBig(ZooKeeperProcess server) throws Exception {
		ZKClientConfig config = new ZKClientConfig();
		config.setProperty(ZKClientConfig.JUTE_MAXBUFFER, Integer.toString(2 * BIG));
		try (ZooKeeper writer = new ZooKeeper(server.connectString(), 10000, (event) -> {
		}, config)) {
			if (writer.exists("/test", false) == null) {
				writer.create("/test", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
			}
			if (writer.exists("/test/big", false) == null) {
				writer.create("/test/big", new byte[BIG], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
			}
			else {
				writer.setData("/test/big", new byte[BIG], -1);
			}
		}
	}

	private static long requestsWithin(Duration time, ZooKeeperProcess server, long session) throws Exception {
		long before = requests(server, session);
		long begin = System.nanoTime();
		await().atMost(time.plusSeconds(5)).until(() -> System.nanoTime() - begin > time.toNanos());
		return requests(server, session) - before;
	}

	private static long requests(ZooKeeperProcess server, long session) throws Exception {
		String sid = "sid=0x%x,".formatted(session);
		return server.fourLetters("cons").lines().filter((line) -> line.contains(sid)).mapToLong((line) -> {
			Matcher received = RECEIVED.matcher(line);
			assertThat(received.find()).isTrue();
			return Long.parseLong(received.group(1));
		}).sum();
	}

}
