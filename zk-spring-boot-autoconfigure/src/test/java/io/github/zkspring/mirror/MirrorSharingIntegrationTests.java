package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the cost of watches: one watch for many paths, one read for many changes.
 */
class MirrorSharingIntegrationTests extends AbstractMirrorIntegrationTests {

	private static final int MANY = 100;

	@Test
	void watchesChildrenWithDataWithOneWatch() {
		fill(MANY);
		withMirror((fixture) -> {
			MirrorRecorder<ChildrenSnapshot> children = new MirrorRecorder<>();
			fixture.mirror().childrenWithData("/test", children);
			await().until(() -> children.size() == 1);
			assertThat(children.last().data()).hasSize(MANY);
			assertThat(ask("wchs")).contains("Total watches:1");
		});
	}

	@Test
	void resyncsTreeWithFewRequestsAfterReconnect() {
		fill(2000);
		withMirror((fixture) -> {
			TreeRecorder tree = new TreeRecorder();
			MirrorSubscription subscription = fixture.mirror().tree(TreeScope.all("/test"), tree);
			await().until(tree::isInitialised);
			assertThat(tree.present()).hasSize(2001);
			assertThat(fixture.requests()).isLessThan(100);
			tree.takeCalls();
			fixture.whileDisconnected(() -> foreign.write("/test/n7", "changed"));
			await().atMost(LONG).until(() -> !subscription.isStale());
			assertThat(tree.takeCalls()).containsExactly("+/test/n7");
			assertThat(fixture.requests()).isLessThan(30);
		});
	}

	@Test
	void readsOnlyChangedDataWatchesAfterReconnect() {
		withMirror((fixture) -> {
			List<MirrorSubscription> subscriptions = new ArrayList<>();
			MirrorRecorder<ZnodeSnapshot> listener = new MirrorRecorder<>();
			for (int index = 0; index < MANY; index++) {
				foreign.write("/test/p" + index + "/data", "0");
				subscriptions.add(fixture.mirror().data("/test/p" + index + "/data", listener));
			}
			await().until(() -> listener.size() == MANY);
			fixture.whileDisconnected(() -> foreign.write("/test/p7/data", "1"));
			await().atMost(LONG).until(() -> listener.size() == MANY + 1);
			await().atMost(LONG).until(() -> subscriptions.stream().noneMatch(MirrorSubscription::isStale));
			assertThat(listener.last().path()).isEqualTo("/test/p7/data");
			assertThat(fixture.requests()).isLessThan(20);
		});
	}

	@Test
	void readsLessOftenThanZnodeChangesInBurst() {
		foreign.write("/test/a", "");
		withMirror((fixture) -> {
			MirrorRecorder<ZnodeSnapshot> listener = new MirrorRecorder<>();
			fixture.mirror().data("/test/a", listener);
			await().until(() -> listener.size() == 1);
			long before = fixture.requests();
			burst("/test/a", 2000);
			await().atMost(LONG).until(() -> listener.last().stat().getVersion() == 2000);
			assertThat(fixture.requests() - before).isLessThan(1000);
			assertThat(listener.snapshots()).extracting((snapshot) -> snapshot.stat().getMzxid())
				.isSorted()
				.doesNotHaveDuplicates();
		});
	}

	@Test
	void readsManyZnodesTogetherInBurst() {
		fill(MANY);
		withMirror((fixture) -> {
			TreeRecorder tree = new TreeRecorder();
			fixture.mirror().tree(TreeScope.all("/test"), tree);
			await().until(tree::isInitialised);
			long before = fixture.requests();
			for (int round = 0; round < 30; round++) {
				IntStream.range(0, MANY).forEach((index) -> burst("/test/n" + index, 1));
			}
			foreign.write("/test/last", "");
			await().atMost(LONG).until(() -> tree.present().containsKey("/test/last"));
			assertThat(fixture.requests() - before).isLessThan(30 * MANY / 2);
		});
	}

	@Test
	void watchesEachOfManySiblingsByItself() {
		fill(20);
		withMirror((fixture) -> {
			MirrorRecorder<ZnodeSnapshot> listener = new MirrorRecorder<>();
			IntStream.range(0, 20).forEach((index) -> fixture.mirror().data("/test/n" + index, listener));
			await().until(() -> listener.size() == 20);
			assertThat(ask("wchs")).contains("Total watches:20");
			foreign.write("/test/n3", "after");
			await().until(() -> listener.last().path().equals("/test/n3"));
			assertThat(ask("wchs")).contains("Total watches:20");
		});
	}

	@Test
	void deliversNamesAndDataOfChildrenTogether() {
		foreign.write("/test/a", "1");
		withMirror((fixture) -> {
			MirrorRecorder<ChildrenSnapshot> children = new MirrorRecorder<>();
			fixture.mirror().childrenWithData("/test", children);
			await().until(() -> children.size() == 1);
			for (int round = 0; round < 20; round++) {
				foreign.write("/test/b", "2");
				await().until(() -> children.last().names().equals(List.of("a", "b")));
				foreign.delete("/test/b");
				await().until(() -> children.last().names().equals(List.of("a")));
			}
			assertThat(children.snapshots())
				.allSatisfy((snapshot) -> assertThat(snapshot.data()).containsOnlyKeys(snapshot.names()))
				.extracting((snapshot) -> Map.copyOf(snapshot.data()).size())
				.startsWith(1, 2, 1);
		});
	}

	@Test
	void readsNothingAfterDeletionInTree() {
		fill(30);
		withMirror((fixture) -> {
			TreeRecorder tree = new TreeRecorder();
			MirrorRecorder<ChildrenSnapshot> children = new MirrorRecorder<>();
			fixture.mirror().tree(TreeScope.all("/test"), tree);
			IntStream.range(0, 30).forEach((index) -> fixture.mirror().children("/test/n" + index, children));
			await().until(() -> tree.isInitialised() && children.size() == 30);
			long before = fixture.requests();
			for (int gone = 1; gone <= 30; gone++) {
				int size = 30 + gone;
				foreign.delete("/test/n" + (gone - 1));
				await().pollInterval(Duration.ofMillis(2)).until(() -> children.size() == size);
			}
			// only pings
			assertThat(fixture.requests() - before).isLessThan(15);
			assertThat(children.last().stat()).isNull();
			assertThat(tree.present()).containsOnlyKeys("/test");
		});
	}

	@Test
	void deliversNothingAfterClose() {
		foreign.write("/test/a", "1");
		withMirror((fixture) -> {
			MirrorRecorder<ChildrenSnapshot> children = new MirrorRecorder<>();
			MirrorSubscription subscription = fixture.mirror().childrenWithData("/test", children);
			await().until(() -> children.size() == 1);
			MirrorRecorder<ZnodeSnapshot> closing = new MirrorRecorder<>() {

				@Override
				public synchronized void changed(ZnodeSnapshot snapshot) {
					if (MirrorRecorder.text(snapshot).equals("2")) {
						subscription.close();
					}
					super.changed(snapshot);
				}

			};
			fixture.mirror().data("/test/a", closing);
			foreign.write("/test/a", "2");
			await().until(() -> closing.size() == 2);
			foreign.write("/test/a", "3");
			await().until(() -> closing.size() == 3);
			assertThat(children.size()).isOne();
			assertThat(subscription.isStale()).isTrue();
		});
	}

	@Test
	void removesAllWatchesAfterClose() {
		fill(20);
		withMirror((fixture) -> {
			MirrorRecorder<ZnodeSnapshot> data = new MirrorRecorder<>();
			MirrorRecorder<ChildrenSnapshot> children = new MirrorRecorder<>();
			List<MirrorSubscription> subscriptions = new ArrayList<>();
			IntStream.range(0, 20)
				.forEach((index) -> subscriptions.add(fixture.mirror().data("/test/n" + index, data)));
			subscriptions.add(fixture.mirror().childrenWithData("/test", children));
			subscriptions.add(fixture.mirror().children("/test/missing", children));
			await().until(() -> data.size() == 20 && children.size() == 2);
			subscriptions.forEach(MirrorSubscription::close);
			subscriptions.forEach(MirrorSubscription::close);
			foreign.write("/test/missing", "");
			foreign.delete("/test");
			await().untilAsserted(() -> assertThat(ask("wchs")).contains("Total watches:0"));
			assertThat(data.size()).isEqualTo(20);
			assertThat(children.size()).isEqualTo(2);
		});
	}

	private static void fill(int children) {
		IntStream.range(0, children).forEach((index) -> foreign.write("/test/n" + index, ""));
	}

	private static void burst(String path, int writes) {
		for (int index = 0; index < writes; index++) {
			try {
				foreign.curator().setData().inBackground().forPath(path);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

}
