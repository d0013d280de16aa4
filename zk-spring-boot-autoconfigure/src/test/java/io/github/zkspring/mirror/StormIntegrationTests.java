package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.zkspring.faults.StormWriter;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.AddWatchMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * While very much is written below a recursive watch, the server has none.
 */
class StormIntegrationTests extends AbstractMirrorIntegrationTests {

	private static final int ZNODES = 50;

	private StormWriter writer;

	@BeforeEach
	void createZnodes() throws Exception {
		this.writer = new StormWriter(server.connectString(), "/test", ZNODES);
	}

	@AfterEach
	void closeWriter() throws Exception {
		this.writer.close();
	}

	@Test
	void takesTheWatchOffInAStormAndPutsItBack() {
		withMirror((fixture) -> {
			TreeRecorder tree = watchTree(fixture, "/test");
			storm();
			calm(tree, "/test");
			awaitWatches(1);
			foreign.write(this.writer.path(0), "after");
			await().until(() -> tree.present().get(this.writer.path(0)).equals("after"));
			assertThat(tree.misplaced()).isEmpty();
			assertThat(tree.failures()).isEmpty();
		});
	}

	@Test
	void findsWhatIsCreatedAndDeletedInAStorm() {
		withMirror((fixture) -> {
			TreeRecorder tree = watchTree(fixture, "/test");
			String child = this.writer.path(3) + "/child";
			String below = child + "/below";
			storm();
			foreign.write(below, "1");
			await().until(() -> "1".equals(tree.present().get(below)));
			foreign.delete(below);
			foreign.write(below, "2");
			await().until(() -> "2".equals(tree.present().get(below)));
			foreign.delete(child);
			await().until(() -> !tree.present().containsKey(child));
			awaitWatches(0);
			calm(tree, "/test");
			assertThat(tree.misplaced()).isEmpty();
		});
	}

	@Test
	void handsOverTheChildrenAndTheirDataInAStorm() {
		withMirror((fixture) -> {
			MirrorRecorder<ChildrenSnapshot> children = new MirrorRecorder<>();
			fixture.mirror().childrenWithData("/test", children);
			await().until(() -> children.size() > 0);
			storm();
			foreign.write("/test/x", "1");
			await().until(() -> children.last().names().contains("x"));
			foreign.delete("/test/x");
			await().until(() -> !children.last().names().contains("x"));
			awaitWatches(0);
			this.writer.calm();
			await()
				.untilAsserted(() -> assertThat(payloads(children)).isEqualTo(this.writer.present().tailMap("/test/")));
			awaitWatches(1);
			children.assertOrder();
		});
	}

	@Test
	void watchesTheSiblingsOfAPathTogetherAgainAfterAStorm() {
		withMirror((fixture) -> {
			List<MirrorRecorder<ZnodeSnapshot>> siblings = Stream.generate(MirrorRecorder<ZnodeSnapshot>::new)
				.limit(ZNODES)
				.toList();
			fixture.mirror()
				.together(() -> IntStream.range(0, ZNODES)
					.forEach((number) -> fixture.mirror().data(this.writer.path(number), siblings.get(number))));
			await().until(() -> siblings.stream().allMatch((sibling) -> sibling.size() == 1));
			storm();
			this.writer.calm();
			await().untilAsserted(() -> {
				Map<String, String> present = this.writer.present();
				for (int number = 0; number < ZNODES; number++) {
					assertThat(MirrorRecorder.text(siblings.get(number)))
						.isEqualTo(present.get(this.writer.path(number)));
				}
			});
			awaitWatches(1);
			siblings.forEach(MirrorRecorder::assertOrder);
		});
	}

	@Test
	void watchesAgainAfterAConnectionLostInAStorm() {
		withMirror((fixture) -> {
			TreeRecorder tree = watchTree(fixture, "/test");
			storm();
			fixture.whileAway(() -> foreign.write("/test/away", "1"));
			awaitWatches(0);
			fixture.expire();
			awaitWatches(0);
			calm(tree, "/test");
			awaitWatches(1);
		});
	}

	@Test
	void tellsOfAConnectionThatIsLostWithTheRemovalOfTheWatch() {
		withMirror((fixture) -> {
			TreeRecorder tree = watchTree(fixture, "/test");
			proxy.delay(Duration.ofMillis(50));
			this.writer.blow();
			await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(() -> hasWatches(0));
			fixture.whileAway(() -> foreign.write("/test/away", "1"));
			calm(tree, "/test");
			awaitWatches(1);
		});
	}

	@Test
	void takesSubscriptionsInAStormAndLeavesNothingBehind() {
		withMirror((fixture) -> {
			TreeRecorder tree = new TreeRecorder();
			MirrorSubscription subscription = fixture.mirror().tree("/test", TreeScope.all(), tree);
			await().until(tree::isInitialised);
			storm();
			MirrorRecorder<ZnodeSnapshot> data = new MirrorRecorder<>();
			MirrorSubscription second = fixture.mirror().data(this.writer.path(1), data);
			TreeRecorder part = watchTree(fixture, this.writer.path(2));
			foreign.write(this.writer.path(2) + "/x", "1");
			await().until(() -> part.present().size() == 2);
			subscription.close();
			int seen = data.size();
			await().until(() -> data.size() > seen + 10);
			second.close();
			// the server keeps a one-shot watch until it fires
			long closed = this.writer.written();
			await().until(() -> this.writer.written() > closed + 5000);
			calm(part, this.writer.path(2));
			// that of the second tree
			awaitWatches(1);
		});
	}

	@Test
	void stopsReadingWhenNobodyWatchesAnyMore() {
		withMirror((fixture) -> {
			TreeRecorder tree = new TreeRecorder();
			MirrorSubscription subscription = fixture.mirror().tree("/test", TreeScope.all(), tree);
			await().until(tree::isInitialised);
			storm();
			subscription.close();
			// pings alone
			await().until(() -> {
				long before = fixture.requests();
				long written = this.writer.written();
				await().until(() -> this.writer.written() > written + 10_000);
				return fixture.requests() - before < 5;
			});
			awaitWatches(0);
		});
	}

	@Test
	void leavesAWatchOnThatSomebodyElseShares() {
		withMirror((fixture) -> {
			AtomicLong events = new AtomicLong();
			TreeRecorder tree = watchTree(fixture, "/test");
			addForeignWatch(fixture.context().getBean(CuratorFramework.class), events);
			this.writer.blow();
			await().atMost(LONG).until(() -> this.writer.written() > 40_000);
			calm(tree, "/test");
			await().atMost(LONG).until(() -> events.get() == this.writer.written());
		});
	}

	@Test
	void hearsOfEachWriteWhereStormsAreNotToBePolled() {
		withMirror((fixture) -> {
			TreeRecorder tree = watchTree(fixture, "/test");
			this.writer.blow();
			for (long written = 10_000; written <= 60_000; written += 10_000) {
				long enough = written;
				await().atMost(LONG).until(() -> this.writer.written() > enough);
				assertThat(ask("wchs")).contains("Total watches:1");
			}
			calm(tree, "/test");
		}, "zk.watch.poll-in-storms=false");
	}

	private static void addForeignWatch(CuratorFramework client, AtomicLong events) {
		try {
			client.getZookeeperClient()
				.getZooKeeper()
				.addWatch("/test", (event) -> events.incrementAndGet(), AddWatchMode.PERSISTENT_RECURSIVE);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static TreeRecorder watchTree(MirrorFixture fixture, String root) {
		TreeRecorder tree = new TreeRecorder();
		fixture.mirror().tree(root, TreeScope.all(), tree);
		await().until(tree::isInitialised);
		return tree;
	}

	private void storm() {
		awaitWatches(1);
		this.writer.blow();
		awaitWatches(0);
	}

	private void calm(TreeRecorder tree, String root) {
		this.writer.calm();
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(tree.present()).isEqualTo(this.writer.present().subMap(root, root + "0")));
	}

	private static void awaitWatches(int count) {
		await().atMost(LONG).until(() -> hasWatches(count));
	}

	private static boolean hasWatches(int count) {
		return ask("wchs").strip().endsWith("Total watches:" + count);
	}

	private static TreeMap<String, String> payloads(MirrorRecorder<ChildrenSnapshot> children) {
		TreeMap<String, String> payloads = new TreeMap<>();
		children.last().data().forEach((name, znode) -> payloads.put("/test/" + name, MirrorRecorder.text(znode)));
		return payloads;
	}

}
