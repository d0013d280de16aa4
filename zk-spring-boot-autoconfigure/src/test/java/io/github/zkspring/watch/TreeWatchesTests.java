package io.github.zkspring.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.TreeListener;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ZnodeTreeWatch} and {@link WholeTreeWatch}, with trees fed by hand.
 */
class TreeWatchesTests {

	private static final String ROOT = "/config";

	private final ManualExecutor executor = new ManualExecutor();

	private final ManualLoop loop = new ManualLoop();

	private final List<WatchError> errors = new ArrayList<>();

	private final List<String> calls = new ArrayList<>();

	private final List<ChildrenEvent<Object>> states = new ArrayList<>();

	private boolean failing;

	@Test
	void beginsWithEveryZnodeFromTheTop() throws Exception {
		ZnodeTreeWatch watch = open();
		present(watch, ROOT, "0", 1);
		present(watch, ROOT + "/b", "2", 2);
		present(watch, ROOT + "/b/x", "3", 3);
		present(watch, ROOT + "/a", "1", 4);
		this.executor.run();
		assertThat(watch.awaitInitialised(System.nanoTime())).isFalse();
		watch.initialised();
		this.executor.run();
		assertThat(watch.awaitInitialised(System.nanoTime())).isTrue();
		assertThat(this.calls).containsExactly("INITIAL /config 0 null", "INITIAL /config/a 1 null",
				"INITIAL /config/b 2 null", "INITIAL /config/b/x 3 null");
		assertThat(watch.isStale()).isFalse();
	}

	@Test
	void beginsWithRootThatDoesNotExist() {
		ZnodeTreeWatch watch = open();
		watch.changed(Znodes.absent(ROOT));
		watch.initialised();
		this.executor.run();
		present(watch, ROOT, "0", 1);
		this.executor.run();
		watch.changed(Znodes.absent(ROOT));
		this.executor.run();
		present(watch, ROOT, "1", 3);
		this.executor.run();
		assertThat(this.calls).containsExactly("INITIAL /config null null", "CREATED /config 0 null",
				"DELETED /config null 0", "CREATED /config 1 null");
	}

	@Test
	void tellsDeletionsDeepestFirstWithThePayloadBefore() {
		ZnodeTreeWatch watch = opened(ROOT, ROOT + "/a", ROOT + "/a-b", ROOT + "/a/x", ROOT + "/a/x/y");
		for (String path : List.of("/a/x/y", "/a/x", "/a", "/a-b")) {
			watch.changed(Znodes.absent(ROOT + path));
		}
		present(watch, ROOT + "/c", "7", 70);
		this.executor.run();
		assertThat(this.calls).containsExactly("DELETED /config/a/x/y null /config/a/x/y",
				"DELETED /config/a/x null /config/a/x", "DELETED /config/a-b null /config/a-b",
				"DELETED /config/a null /config/a", "CREATED /config/c 7 null");
	}

	@Test
	void conflatesForEachZnode() {
		ZnodeTreeWatch watch = opened(ROOT, ROOT + "/a", ROOT + "/b");
		for (int zxid = 10; zxid < 20; zxid++) {
			present(watch, ROOT + "/a", "a" + zxid, zxid);
			present(watch, ROOT + "/b", "b" + zxid, zxid);
		}
		assertThat(this.executor.waiting()).isOne();
		this.executor.run();
		assertThat(this.calls).containsExactly("CHANGED /config/a a19 /config/a", "CHANGED /config/b b19 /config/b");
	}

	@Test
	void takesDeletionAndCreationInBetweenAsOneChange() {
		ZnodeTreeWatch watch = opened(ROOT, ROOT + "/a");
		watch.changed(Znodes.absent(ROOT + "/a"));
		present(watch, ROOT + "/a", "new", 10);
		this.executor.run();
		assertThat(this.calls).containsExactly("CHANGED /config/a new /config/a");
	}

	@Test
	void keepsNothingOfZnodesThatCameAndWent() {
		ZnodeTreeWatch watch = opened(ROOT);
		watch.pause();
		for (int number = 0; number < 100; number++) {
			present(watch, ROOT + "/" + number, "", 10);
			watch.changed(Znodes.absent(ROOT + "/" + number));
		}
		assertThat(watch.isStale()).isFalse();
		watch.resume();
		this.executor.run();
		assertThat(this.calls).isEmpty();
	}

	@Test
	void stopsBetweenTwoZnodesWhenPaused() {
		ZnodeTreeWatch watch = open((event) -> {
			this.calls.add(event.path());
			return true;
		});
		present(watch, ROOT, "", 1);
		present(watch, ROOT + "/a", "", 1);
		present(watch, ROOT + "/b", "", 1);
		watch.pause();
		this.executor.run();
		assertThat(this.calls).isEmpty();
		watch.resume();
		this.executor.run();
		assertThat(this.calls).hasSize(3);
	}

	@Test
	void endsBetweenTwoZnodesWhenTheMethodReturnsFalse() {
		ZnodeTreeWatch watch = open((event) -> {
			this.calls.add(event.path());
			return false;
		});
		present(watch, ROOT, "", 1);
		present(watch, ROOT + "/a", "", 1);
		watch.initialised();
		this.executor.run();
		assertThat(this.calls).containsExactly(ROOT);
		assertThat(watch.isClosed()).isTrue();
	}

	@Test
	void tellsWhatWasDeletedWhileItWasSuspended() {
		ZnodeTreeWatch watch = opened(ROOT, ROOT + "/a", ROOT + "/a/x", ROOT + "/b");
		watch.suspend();
		watch.open();
		present(watch, ROOT, ROOT, 1);
		present(watch, ROOT + "/b", ROOT + "/b", 1);
		present(watch, ROOT + "/c", "3", 30);
		watch.initialised();
		this.executor.run();
		assertThat(this.calls).containsExactly("DELETED /config/a/x null /config/a/x",
				"DELETED /config/a null /config/a", "CREATED /config/c 3 null");
	}

	@Test
	void dropsWhatWaitedWhenOpenedAgain() {
		ZnodeTreeWatch watch = opened(ROOT, ROOT + "/a");
		present(watch, ROOT + "/a", "2", 20);
		present(watch, ROOT + "/b", "3", 21);
		watch.suspend();
		watch.open();
		this.executor.run();
		assertThat(this.calls).isEmpty();
		present(watch, ROOT, ROOT, 1);
		present(watch, ROOT + "/a", "4", 40);
		watch.initialised();
		this.executor.run();
		assertThat(this.calls).containsExactly("CHANGED /config/a 4 /config/a");
	}

	@Test
	void deliversOnlyWhatTheFilterMatches() {
		ZnodeTreeWatch watch = new ZnodeTreeWatch(plan(), "tree", ROOT, this::record,
				new TreeFilter(ROOT, List.of("**/limits", "eu/*")));
		watch.open();
		for (String path : List.of("", "/limits", "/eu", "/eu/vat", "/us", "/us/limits", "/us/other")) {
			present(watch, ROOT + path, "", 1);
		}
		watch.initialised();
		this.executor.run();
		assertThat(this.calls).containsExactly("INITIAL /config/eu/vat  null", "INITIAL /config/limits  null",
				"INITIAL /config/us/limits  null");
	}

	@Test
	void holdsTheOthersUntilTheZnodeThatFailedIsDeliveredAgain() {
		ZnodeTreeWatch watch = openFailing();
		present(watch, ROOT, "0", 1);
		present(watch, ROOT + "/a", "1", 2);
		watch.initialised();
		this.executor.run();
		assertThat(this.calls).containsExactly("INITIAL /config 0 null");
		this.failing = false;
		this.loop.elapse();
		this.executor.run();
		assertThat(this.calls).containsExactly("INITIAL /config 0 null", "INITIAL /config 0 null",
				"INITIAL /config/a 1 null");
	}

	@Test
	void deliversNewerStateOfTheZnodeThatFailedAtOnce() {
		ZnodeTreeWatch watch = openFailing();
		present(watch, ROOT, "0", 1);
		this.executor.run();
		this.failing = false;
		present(watch, ROOT + "/a", "1", 2);
		this.executor.run();
		assertThat(this.calls).hasSize(1);
		present(watch, ROOT, "1", 3);
		this.executor.run();
		assertThat(this.calls).containsExactly("INITIAL /config 0 null", "INITIAL /config 1 null",
				"INITIAL /config/a 1 null");
	}

	@Test
	void reportsEveryZnodeThatCannotBeRead() throws Exception {
		ZnodeTreeWatch watch = open();
		watch.failed(ROOT + "/a", KeeperException.create(KeeperException.Code.NOAUTH));
		watch.failed(ROOT + "/b", KeeperException.create(KeeperException.Code.NOAUTH));
		this.executor.run();
		assertThat(this.errors).extracting(WatchError::path).containsExactlyInAnyOrder(ROOT + "/a", ROOT + "/b");
		assertThat(watch.awaitInitialised(System.nanoTime())).isFalse();
		watch.failed(ROOT, KeeperException.create(KeeperException.Code.NOAUTH));
		this.executor.run();
		assertThat(watch.awaitInitialised(System.nanoTime())).isTrue();
	}

	@Test
	void deliversTheWholeTreeOnceItIsComplete() throws Exception {
		WholeTreeWatch watch = whole();
		present(watch, ROOT, "0", 1);
		present(watch, ROOT + "/a", "1", 2);
		this.executor.run();
		assertThat(this.states).isEmpty();
		assertThat(watch.awaitInitialised(System.nanoTime())).isFalse();
		watch.initialised();
		this.executor.run();
		assertThat(watch.awaitInitialised(System.nanoTime())).isTrue();
		assertThat(last().children()).containsExactly(Map.entry(ROOT, "0"), Map.entry(ROOT + "/a", "1"));
		assertThat(last().added()).containsExactly(ROOT, ROOT + "/a");
		assertThat(last().stat().getCzxid()).isOne();
	}

	@Test
	void deliversNoPartOfTheWholeTreeWhenAZnodeOfItRefuses() {
		WholeTreeWatch watch = whole();
		present(watch, ROOT, "0", 1);
		watch.failed(ROOT + "/a", KeeperException.create(KeeperException.Code.NOAUTH));
		this.executor.run();
		assertThat(this.errors).hasSize(1);
		assertThat(this.states).isEmpty();
		watch.initialised();
		this.executor.run();
		assertThat(last().children()).containsOnlyKeys(ROOT);
	}

	@Test
	void conflatesTheWholeTree() {
		WholeTreeWatch watch = wholeOpened();
		present(watch, ROOT + "/a", "2", 10);
		present(watch, ROOT + "/b", "3", 11);
		watch.changed(Znodes.absent(ROOT + "/c"));
		assertThat(watch.isStale()).isTrue();
		this.executor.run();
		assertThat(this.states).hasSize(2);
		assertThat(last().children()).containsExactly(Map.entry(ROOT, ROOT), Map.entry(ROOT + "/a", "2"),
				Map.entry(ROOT + "/b", "3"));
		assertThat(last().added()).containsExactly(ROOT + "/b");
		assertThat(last().removed()).containsExactly(ROOT + "/c");
		assertThat(last().updated()).containsExactly(ROOT + "/a");
	}

	@Test
	void doesNotDeliverTheSameTreeAgain() {
		WholeTreeWatch watch = wholeOpened();
		present(watch, ROOT + "/b", "3", 11);
		watch.changed(Znodes.absent(ROOT + "/b"));
		this.executor.run();
		watch.suspend();
		watch.open();
		for (String path : List.of(ROOT, ROOT + "/a", ROOT + "/c")) {
			present(watch, path, path, 1);
		}
		watch.initialised();
		this.executor.run();
		assertThat(this.states).hasSize(1);
		assertThat(watch.isStale()).isFalse();
	}

	@Test
	void tellsAllStatesOfATreeForRandomHistories() {
		Random random = new Random(7);
		for (int history = 0; history < 200; history++) {
			Map<String, String> server = new TreeMap<>();
			Map<String, String> seen = new TreeMap<>();
			ZnodeTreeWatch watch = open((event) -> {
				apply(event, seen);
				return true;
			});
			present(watch, ROOT, "0", 1);
			server.put(ROOT, "0");
			for (int step = 2; step < 60; step++) {
				change(watch, server, random, step);
				if (random.nextInt(4) == 0) {
					this.executor.run();
				}
				if (step == 20) {
					watch.initialised();
				}
			}
			this.executor.run();
			assertThat(seen).isEqualTo(server);
		}
	}

	private static void change(ZnodeTreeWatch watch, Map<String, String> server, Random random, int zxid) {
		List<String> paths = List.copyOf(server.keySet());
		String path = paths.get(random.nextInt(paths.size()));
		switch (random.nextInt(3)) {
			case 0 -> {
				if (!path.equals(ROOT) && paths.stream().noneMatch((other) -> other.startsWith(path + "/"))) {
					server.remove(path);
					watch.changed(Znodes.absent(path));
				}
			}
			case 1 -> write(watch, server, path, zxid);
			default -> write(watch, server, path + "/" + (char) ('a' + random.nextInt(3)), zxid);
		}
	}

	private static void write(ZnodeTreeWatch watch, Map<String, String> server, String path, int zxid) {
		server.put(path, Integer.toString(zxid));
		present(watch, path, Integer.toString(zxid), zxid);
	}

	// a parent comes before its children and goes after them
	private static void apply(ZnodeEvent<Object> event, Map<String, String> seen) {
		String path = event.path();
		assertThat(event.previousPayload()).isEqualTo(seen.get(path));
		if (event.payload() != null) {
			assertThat(path.equals(ROOT) || seen.containsKey(path.substring(0, path.lastIndexOf('/')))).isTrue();
			seen.put(path, event.payload().toString());
		}
		else {
			assertThat(seen.keySet()).noneMatch((other) -> other.startsWith(path + "/"));
			seen.remove(path);
		}
	}

	private ChildrenEvent<Object> last() {
		return this.states.get(this.states.size() - 1);
	}

	private boolean record(ZnodeEvent<Object> event) {
		this.calls.add(event.type() + " " + event.path() + " " + event.payload() + " " + event.previousPayload());
		return true;
	}

	private ZnodeTreeWatch opened(String... paths) {
		ZnodeTreeWatch watch = open();
		for (String path : paths) {
			present(watch, path, path, 1);
		}
		watch.initialised();
		this.executor.run();
		this.calls.clear();
		return watch;
	}

	private ZnodeTreeWatch openFailing() {
		this.failing = true;
		return open((event) -> {
			record(event);
			if (this.failing) {
				throw new IllegalStateException("a fault of this test");
			}
			return true;
		}, new Again());
	}

	private ZnodeTreeWatch open() {
		return open(this::record);
	}

	private ZnodeTreeWatch open(WatchCall<ZnodeEvent<Object>> call) {
		return open(call, this.errors::add);
	}

	private ZnodeTreeWatch open(WatchCall<ZnodeEvent<Object>> call, WatchErrorHandler handler) {
		ZnodeTreeWatch watch = new ZnodeTreeWatch(plan(handler), "tree", ROOT, call, new TreeFilter(ROOT, List.of()));
		watch.open();
		return watch;
	}

	private WatchPlan<TreeListener, ZnodeSnapshot, ZnodeEvent<Object>> plan() {
		return plan(this.errors::add);
	}

	private WatchPlan<TreeListener, ZnodeSnapshot, ZnodeEvent<Object>> plan(WatchErrorHandler handler) {
		return new WatchPlan<>(Znodes.settings(ZkWatch.Kind.TREE, this.executor, this.loop, handler),
				(path, listener) -> mock(MirrorSubscription.class), new ZnodeEvents(Znodes.payload(String.class)));
	}

	private WholeTreeWatch wholeOpened() {
		WholeTreeWatch watch = whole();
		for (String path : List.of(ROOT, ROOT + "/a", ROOT + "/c")) {
			present(watch, path, path, 1);
		}
		watch.initialised();
		this.executor.run();
		return watch;
	}

	private WholeTreeWatch whole() {
		WholeTreeWatch watch = new WholeTreeWatch(
				new WatchPlan<>(Znodes.settings(ZkWatch.Kind.TREE, this.executor, this.loop, this.errors::add),
						(path, listener) -> mock(MirrorSubscription.class),
						new TreeEvents(Znodes.payload(String.class))),
				"tree", ROOT, (event) -> this.states.add(event), new TreeFilter(ROOT, List.of()));
		watch.open();
		return watch;
	}

	private static void present(TreeListener watch, String path, String text, long zxid) {
		watch.changed(Znodes.present(path, text, zxid));
	}

	/**
	 * Wants everything delivered again.
	 */
	private static final class Again implements WatchErrorHandler {

		@Override
		public void handle(WatchError error) {
		}

		@Override
		public Reaction react(WatchError error) {
			return Reaction.redeliver(Duration.ofSeconds(1));
		}

	}

}
