package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.faults.SoakFaults;
import io.github.zkspring.faults.SoakServers;
import io.github.zkspring.faults.StormWriter;
import io.github.zkspring.faults.ZooKeeperEnsemble;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException.ConnectionLossException;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Storms that come and go while the server is killed and sessions expire: after each, the
 * mirror has exactly what the server has.
 * {@code -Dzkspring.soak=10m -Dzkspring.soak.ensemble=true} makes it longer, and has one
 * of three servers killed.
 */
class StormSoakIntegrationTests {

	private static final Log logger = LogFactory.getLog(StormSoakIntegrationTests.class);

	private static final Duration DURATION = DurationStyle.detectAndParse(System.getProperty("zkspring.soak", "8s"));

	private static final Duration CATCH_UP = Duration.ofSeconds(60);

	private static final String ROOT = "/storm";

	private int storms;

	private int readWhole;

	@Test
	void endsAtTheStateOfTheServersAfterEachStorm() throws Exception {
		SoakServers.run(this::soak);
	}

	private void soak(List<ZooKeeperProcess> servers) throws Exception {
		String connectString = ZooKeeperEnsemble.connectString(servers);
		try (StormWriter writer = new StormWriter(connectString, ROOT, 100)) {
			writer.mix();
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class))
				.withPropertyValues("zk.connect-string=" + connectString, "zk.session-timeout=10s")
				.run((context) -> {
					Mirror mirror = context.getBean(Mirror.class);
					SoakFaults faults = new SoakFaults(servers, context.getBean(CuratorFramework.class));
					soak(servers, writer, mirror, faults);
					logger.info("%s: %d storms, %d of them read as a whole, %d writes, %s".formatted(DURATION,
							this.storms, this.readWhole, writer.written(), faults));
				});
		}
	}

	private void soak(List<ZooKeeperProcess> servers, StormWriter writer, Mirror mirror, SoakFaults faults)
			throws Exception {
		TreeRecorder tree = new TreeRecorder();
		MirrorRecorder<ChildrenSnapshot> children = new MirrorRecorder<>();
		MirrorRecorder<ZnodeSnapshot> one = new MirrorRecorder<>();
		mirror.tree(ROOT, TreeScope.all(), tree);
		mirror.childrenWithData(ROOT, children);
		mirror.data(writer.path(0), one);
		await().until(() -> tree.isInitialised() && children.size() > 0 && one.size() > 0);
		long end = System.nanoTime() + DURATION.toNanos();
		storm(servers, writer);
		assertEnd(writer, tree, children, one);
		faults.start();
		while (System.nanoTime() < end) {
			storm(servers, writer);
			assertEnd(writer, tree, children, one);
		}
		faults.stop();
		assertThat(this.readWhole).isPositive();
		assertThat(tree.failures()).isEmpty();
		one.assertOrder();
	}

	private void storm(List<ZooKeeperProcess> servers, StormWriter writer) {
		this.storms++;
		long before = writer.written();
		writer.blow();
		await().atMost(CATCH_UP).pollInterval(Duration.ofMillis(10)).until(() -> writer.written() - before > 15_000);
		this.readWhole += servers.stream().allMatch(StormSoakIntegrationTests::hasNoWatch) ? 1 : 0;
		writer.calm();
	}

	private static boolean hasNoWatch(ZooKeeperProcess server) {
		try {
			String statistics = server.fourLetters("wchs");
			return statistics.startsWith("0 connections");
		}
		catch (Exception ex) {
			// killed
			return false;
		}
	}

	private static void assertEnd(StormWriter writer, TreeRecorder tree, MirrorRecorder<ChildrenSnapshot> children,
			MirrorRecorder<ZnodeSnapshot> one) {
		await().atMost(CATCH_UP).ignoreException(ConnectionLossException.class).untilAsserted(() -> {
			TreeMap<String, String> present = writer.present();
			assertThat(tree.present()).isEqualTo(present);
			assertThat(MirrorRecorder.text(one)).isEqualTo(present.get(writer.path(0)));
			Map<String, String> payloads = new TreeMap<>();
			children.last()
				.data()
				.forEach((name, znode) -> payloads.put(ROOT + "/" + name, MirrorRecorder.text(znode)));
			present.keySet().removeIf((path) -> path.lastIndexOf('/') != ROOT.length());
			assertThat(payloads).isEqualTo(present);
		});
	}

}
