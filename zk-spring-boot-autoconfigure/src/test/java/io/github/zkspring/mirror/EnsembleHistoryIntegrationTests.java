package io.github.zkspring.mirror;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.discovery.ServiceCatalog;
import io.github.zkspring.faults.CapturedLog;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for watches of an ensemble whose data was deleted, or restored from an older
 * backup, while the application runs.
 */
@Tag("faults")
class EnsembleHistoryIntegrationTests {

	private static final List<String> WATCHED = List.of("/test/data", "/test/children", "/test/both/child",
			"/test/tree/branch", "/services/shop/one");

	@RegisterExtension
	private final CapturedLog log = new CapturedLog();

	private final ZooKeeperProcess server = ZooKeeperProcess.start();

	private final TcpProxy proxy = TcpProxy.start(this.server);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkDiscoveryAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + this.proxy.connectString(), "zk.session-timeout=2s");

	@AfterEach
	void close() {
		this.proxy.close();
		this.server.close();
	}

	@Test
	void takesPresentStateOfWipedEnsembleWithoutSpinning() {
		write(30);
		run((context, watches) -> {
			write(30);
			this.proxy.cut();
			this.server.replaceData(null);
			launch();
			write(1);
			this.proxy.heal();
			watches.assertPresentState(1);
			assertQuiet(context);
			assertLoggedOnce();
			write(1);
			watches.assertPresentState(2);
			assertQuiet(context);
		});
	}

	@Test
	void takesPresentStateOfOlderBackupWithoutSpinning() {
		write(1);
		run((context, watches) -> {
			write(1);
			this.proxy.cut();
			Path backup = this.server.killAndCopyData();
			launch();
			write(30);
			this.proxy.heal();
			watches.assertPresentState(32);
			this.proxy.cut();
			this.server.replaceData(backup);
			launch();
			this.proxy.heal();
			watches.assertPresentState(2);
			assertQuiet(context);
			assertLoggedOnce();
		});
	}

	@Test
	void takesPresentStateOfOlderBackupThatWasOvertaken() {
		write(1);
		run((context, watches) -> {
			this.proxy.cut();
			Path backup = this.server.killAndCopyData();
			launch();
			write(30);
			this.proxy.heal();
			watches.assertPresentState(31);
			this.proxy.cut();
			this.server.replaceData(backup);
			launch();
			try (ForeignClient foreign = new ForeignClient(this.server.connectString())) {
				IntStream.range(0, 400).forEach((number) -> foreign.write("/other", "" + number));
			}
			this.proxy.heal();
			watches.assertPresentState(1);
			assertQuiet(context);
			assertLoggedOnce();
		});
	}

	private void run(TestBody test) {
		this.contextRunner.run((context) -> {
			Watches watches = new Watches(context.getBean(Mirror.class), context.getBean(ServiceCatalog.class));
			await().atMost(Timeouts.LONG).until(watches::isInSync);
			test.run(context.getSourceApplicationContext(), watches);
		});
	}

	private void launch() {
		this.server.launch();
		this.server.awaitAnswer();
	}

	private void write(int times) {
		try (ForeignClient foreign = new ForeignClient(this.server.connectString())) {
			for (int i = 0; i < times; i++) {
				WATCHED.forEach((path) -> change(foreign, path));
			}
		}
	}

	// every znode counts its changes, and the parent of children has as many children
	private static void change(ForeignClient foreign, String path) {
		String next = String.valueOf(count(foreign, path) + 1);
		foreign.write(path, path.startsWith("/services") ? """
				{"name":"shop","id":"one","address":"127.0.0.1","port":%s}""".formatted(next) : next);
		if (path.equals("/test/children")) {
			foreign.write(path + "/child-" + next, "");
		}
	}

	private static int count(ForeignClient foreign, String path) {
		try {
			byte[] data = foreign.curator().getData().forPath(path);
			return Integer.parseInt(new String(data, StandardCharsets.UTF_8).replaceAll(".*:|\\D", ""));
		}
		catch (Exception ex) {
			return 0;
		}
	}

	private void assertQuiet(ApplicationContext context) {
		AtomicLong requests = new AtomicLong();
		context.getBean(CuratorSession.class)
			.requestListeners()
			.add((operation, outcome, nanos, bytes) -> requests.incrementAndGet());
		await().pollDelay(Duration.ofSeconds(2)).atMost(Timeouts.LONG).until(() -> true);
		assertThat(requests).hasValueLessThan(10);
	}

	private void assertLoggedOnce() {
		assertThat(this.log.lines()).filteredOn((line) -> line.contains("has lost transactions")).hasSize(1);
	}

	private interface TestBody {

		void run(ApplicationContext context, Watches watches);

	}

	/**
	 * One watch of every kind.
	 */
	private static final class Watches {

		private final MirrorRecorder<ZnodeSnapshot> data = new MirrorRecorder<>();

		private final MirrorRecorder<ChildrenSnapshot> children = new MirrorRecorder<>();

		private final MirrorRecorder<ChildrenSnapshot> both = new MirrorRecorder<>();

		private final TreeRecorder tree = new TreeRecorder();

		private final ServiceCatalog catalog;

		private final List<MirrorSubscription> subscriptions;

		private Watches(Mirror mirror, ServiceCatalog catalog) {
			this.subscriptions = List.of(mirror.data("/test/data", this.data),
					mirror.children("/test/children", this.children), mirror.childrenWithData("/test/both", this.both),
					mirror.tree(TreeScope.all("/test/tree"), this.tree));
			this.catalog = catalog;
			catalog.instances("shop");
		}

		private boolean isInSync() {
			return this.subscriptions.stream().noneMatch(MirrorSubscription::isStale);
		}

		private void assertPresentState(int changes) {
			String count = String.valueOf(changes);
			await().atMost(Timeouts.LONG).untilAsserted(() -> {
				assertThat(MirrorRecorder.text(this.data)).isEqualTo(count);
				assertThat(this.children.last().names()).hasSize(changes);
				assertThat(MirrorRecorder.text(this.both.last().data().get("child"))).isEqualTo(count);
				assertThat(this.tree.present()).containsEntry("/test/tree/branch", count);
				assertThat(this.catalog.instances("shop")).singleElement()
					.satisfies((instance) -> assertThat(instance.port()).isEqualTo(changes));
				assertThat(isInSync()).isTrue();
			});
		}

	}

}
