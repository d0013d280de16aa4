package io.github.zkspring.watch.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchErrorHandler;
import io.github.zkspring.watch.WatchOptions;
import io.github.zkspring.watch.ZnodeEvent;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for watches that deliver a tree znode by znode.
 */
class TreeWatchTests {

	private static final String ROOT = "/config";

	private final ManualExecutor executor = new ManualExecutor();

	private final ManualLoop loop = new ManualLoop();

	private final MirrorStub mirror = new MirrorStub();

	private final List<WatchError> errors = new ArrayList<>();

	private final List<String> calls = new ArrayList<>();

	private boolean failing;

	@Test
	void deliversInitialZnodesParentsFirst() throws Exception {
		DefaultZkWatch<?, ?> watch = open();
		present(ROOT, "0", 1);
		present(ROOT + "/b", "2", 2);
		present(ROOT + "/b/x", "3", 3);
		present(ROOT + "/a", "1", 4);
		this.executor.run();
		assertThat(watch.task().awaitInitialised(System.nanoTime())).isFalse();
		this.mirror.initialised();
		this.executor.run();
		assertThat(watch.task().awaitInitialised(System.nanoTime())).isTrue();
		assertThat(this.calls).containsExactly("INITIAL /config 0 null", "INITIAL /config/a 1 null",
				"INITIAL /config/b 2 null", "INITIAL /config/b/x 3 null");
		assertThat(watch.isStale()).isFalse();
	}

	@Test
	void deliversMissingRootAsInitialState() {
		open();
		this.mirror.changed(Znodes.absent(ROOT));
		this.mirror.initialised();
		this.executor.run();
		present(ROOT, "0", 1);
		this.executor.run();
		this.mirror.changed(Znodes.absent(ROOT));
		this.executor.run();
		present(ROOT, "1", 3);
		this.executor.run();
		assertThat(this.calls).containsExactly("INITIAL /config null null", "CREATED /config 0 null",
				"DELETED /config null 0", "CREATED /config 1 null");
	}

	@Test
	void deliversDeletionsDeepestFirstWithPreviousPayload() {
		opened(ROOT, ROOT + "/a", ROOT + "/a-b", ROOT + "/a/x", ROOT + "/a/x/y");
		for (String path : List.of("/a/x/y", "/a/x", "/a", "/a-b")) {
			this.mirror.changed(Znodes.absent(ROOT + path));
		}
		present(ROOT + "/c", "7", 70);
		this.executor.run();
		assertThat(this.calls).containsExactly("DELETED /config/a/x/y null /config/a/x/y",
				"DELETED /config/a/x null /config/a/x", "DELETED /config/a-b null /config/a-b",
				"DELETED /config/a null /config/a", "CREATED /config/c 7 null");
	}

	@Test
	void conflatesForEachZnode() {
		opened(ROOT, ROOT + "/a", ROOT + "/b");
		for (int zxid = 10; zxid < 20; zxid++) {
			present(ROOT + "/a", "a" + zxid, zxid);
			present(ROOT + "/b", "b" + zxid, zxid);
		}
		assertThat(this.executor.waiting()).isOne();
		this.executor.run();
		assertThat(this.calls).containsExactly("CHANGED /config/a a19 /config/a", "CHANGED /config/b b19 /config/b");
	}

	@Test
	void reportsRecreationAsOneChange() {
		opened(ROOT, ROOT + "/a");
		this.mirror.changed(Znodes.absent(ROOT + "/a"));
		present(ROOT + "/a", "new", 10);
		this.executor.run();
		assertThat(this.calls).containsExactly("CHANGED /config/a new /config/a");
	}

	@Test
	void keepsNoStateOfDeletedZnodes() {
		DefaultZkWatch<?, ?> watch = opened(ROOT);
		watch.pause();
		for (int number = 0; number < 100; number++) {
			present(ROOT + "/" + number, "", 10);
			this.mirror.changed(Znodes.absent(ROOT + "/" + number));
		}
		assertThat(watch.isStale()).isFalse();
		watch.resume();
		this.executor.run();
		assertThat(this.calls).isEmpty();
	}

	@Test
	void stopsBetweenTwoZnodesWhenPaused() {
		DefaultZkWatch<?, ?> watch = open((event) -> {
			this.calls.add(event.path());
			return true;
		});
		present(ROOT, "", 1);
		present(ROOT + "/a", "", 1);
		present(ROOT + "/b", "", 1);
		watch.pause();
		this.executor.run();
		assertThat(this.calls).isEmpty();
		watch.resume();
		this.executor.run();
		assertThat(this.calls).hasSize(3);
	}

	@Test
	void endsBetweenTwoZnodesWhenTheMethodReturnsFalse() {
		DefaultZkWatch<?, ?> watch = open((event) -> {
			this.calls.add(event.path());
			return false;
		});
		present(ROOT, "", 1);
		present(ROOT + "/a", "", 1);
		this.mirror.initialised();
		this.executor.run();
		assertThat(this.calls).containsExactly(ROOT);
		assertThat(watch.isClosed()).isTrue();
	}

	@Test
	void deliversDeletionsMadeWhileSuspended() {
		DefaultZkWatch<?, ?> watch = opened(ROOT, ROOT + "/a", ROOT + "/a/x", ROOT + "/b");
		watch.stop();
		watch.start();
		present(ROOT, ROOT, 1);
		present(ROOT + "/b", ROOT + "/b", 1);
		present(ROOT + "/c", "3", 30);
		this.mirror.initialised();
		this.executor.run();
		assertThat(this.calls).containsExactly("DELETED /config/a/x null /config/a/x",
				"DELETED /config/a null /config/a", "CREATED /config/c 3 null");
	}

	@Test
	void dropsPendingStatesWhenSubscribedAgain() {
		DefaultZkWatch<?, ?> watch = opened(ROOT, ROOT + "/a");
		present(ROOT + "/a", "2", 20);
		present(ROOT + "/b", "3", 21);
		watch.stop();
		watch.start();
		this.executor.run();
		assertThat(this.calls).isEmpty();
		present(ROOT, ROOT, 1);
		present(ROOT + "/a", "4", 40);
		this.mirror.initialised();
		this.executor.run();
		assertThat(this.calls).containsExactly("CHANGED /config/a 4 /config/a");
	}

	@Test
	void deliversOnlyMatchingZnodes() {
		open(this::record, WatchOptions.defaults().withFilter("**/limits", "eu/*"), this.errors::add);
		for (String path : List.of("", "/limits", "/eu", "/eu/vat", "/us", "/us/limits", "/us/other")) {
			present(ROOT + path, "", 1);
		}
		this.mirror.initialised();
		this.executor.run();
		assertThat(this.calls).containsExactly("INITIAL /config/eu/vat  null", "INITIAL /config/limits  null",
				"INITIAL /config/us/limits  null");
	}

	@Test
	void holdsOtherZnodesUntilFailedZnodeIsRedelivered() {
		openFailing();
		present(ROOT, "0", 1);
		present(ROOT + "/a", "1", 2);
		this.mirror.initialised();
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
		openFailing();
		present(ROOT, "0", 1);
		this.executor.run();
		this.failing = false;
		present(ROOT + "/a", "1", 2);
		this.executor.run();
		assertThat(this.calls).hasSize(1);
		present(ROOT, "1", 3);
		this.executor.run();
		assertThat(this.calls).containsExactly("INITIAL /config 0 null", "INITIAL /config 1 null",
				"INITIAL /config/a 1 null");
	}

	@Test
	void reportsEveryZnodeThatCannotBeRead() throws Exception {
		DefaultZkWatch<?, ?> watch = open();
		this.mirror.failed(ROOT + "/a", KeeperException.create(KeeperException.Code.NOAUTH));
		this.mirror.failed(ROOT + "/b", KeeperException.create(KeeperException.Code.NOAUTH));
		this.executor.run();
		assertThat(this.errors).extracting(WatchError::path).containsExactlyInAnyOrder(ROOT + "/a", ROOT + "/b");
		assertThat(watch.task().awaitInitialised(System.nanoTime())).isFalse();
		this.mirror.failed(ROOT, KeeperException.create(KeeperException.Code.NOAUTH));
		this.executor.run();
		assertThat(watch.task().awaitInitialised(System.nanoTime())).isTrue();
	}

	@Test
	void deliversAllStatesOfTreeForRandomHistories() {
		Random random = new Random(7);
		for (int history = 0; history < 200; history++) {
			Map<String, String> server = new TreeMap<>();
			Map<String, String> seen = new TreeMap<>();
			open((event) -> {
				apply(event, seen);
				return true;
			});
			present(ROOT, "0", 1);
			server.put(ROOT, "0");
			for (int step = 2; step < 60; step++) {
				change(server, random, step);
				if (random.nextInt(4) == 0) {
					this.executor.run();
				}
				if (step == 20) {
					this.mirror.initialised();
				}
			}
			this.executor.run();
			assertThat(seen).isEqualTo(server);
		}
	}

	private void change(Map<String, String> server, Random random, int zxid) {
		List<String> paths = List.copyOf(server.keySet());
		String path = paths.get(random.nextInt(paths.size()));
		switch (random.nextInt(3)) {
			case 0 -> {
				if (!path.equals(ROOT) && paths.stream().noneMatch((other) -> other.startsWith(path + "/"))) {
					server.remove(path);
					this.mirror.changed(Znodes.absent(path));
				}
			}
			case 1 -> write(server, path, zxid);
			default -> write(server, path + "/" + (char) ('a' + random.nextInt(3)), zxid);
		}
	}

	private void write(Map<String, String> server, String path, int zxid) {
		server.put(path, Integer.toString(zxid));
		present(path, Integer.toString(zxid), zxid);
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

	private boolean record(ZnodeEvent<Object> event) {
		this.calls.add(event.type() + " " + event.path() + " " + event.payload() + " " + event.previousPayload());
		return true;
	}

	private DefaultZkWatch<?, ?> opened(String... paths) {
		DefaultZkWatch<?, ?> watch = open();
		for (String path : paths) {
			present(path, path, 1);
		}
		this.mirror.initialised();
		this.executor.run();
		this.calls.clear();
		return watch;
	}

	@Test
	void deliversTheWholeTreeToAnObjectThatReplacedAnother() {
		ReplaceableTarget<ZnodeEvent<Object>> target = new ReplaceableTarget<>(this::record);
		DefaultZkWatch<?, ?> watch = open(target);
		present(ROOT, "0", 1);
		present(ROOT + "/a", "1", 2);
		present(ROOT + "/b", "2", 3);
		this.mirror.initialised();
		this.executor.run();
		this.calls.clear();
		this.mirror.changed(Znodes.absent(ROOT + "/a"));
		present(ROOT + "/b", "3", 4);
		target.replace();
		watch.checkTarget();
		this.executor.run();
		assertThat(this.calls).containsExactly("INITIAL /config 0 null", "INITIAL /config/b 3 null");
		this.mirror.changed(Znodes.absent(ROOT + "/b"));
		this.executor.run();
		assertThat(this.calls).last().isEqualTo("DELETED /config/b null 3");
	}

	private DefaultZkWatch<?, ?> openFailing() {
		this.failing = true;
		return open((event) -> {
			record(event);
			if (this.failing) {
				throw new IllegalStateException("a fault of this test");
			}
			return true;
		}, WatchOptions.defaults(), new RedeliveringErrorHandler());
	}

	private DefaultZkWatch<?, ?> open() {
		return open(this::record);
	}

	private DefaultZkWatch<?, ?> open(WatchTarget<ZnodeEvent<Object>> target) {
		return open(target, WatchOptions.defaults(), this.errors::add);
	}

	private DefaultZkWatch<?, ?> open(WatchTarget<ZnodeEvent<Object>> target, WatchOptions options,
			WatchErrorHandler errorHandler) {
		DefaultZkWatch<?, ?> watch = this.mirror.factory(this.executor, this.loop, errorHandler)
			.tree(ROOT, Znodes.payloads(String.class), options, target);
		watch.start();
		return watch;
	}

	private void present(String path, String text, long zxid) {
		this.mirror.changed(Znodes.present(path, text, zxid));
	}

}
