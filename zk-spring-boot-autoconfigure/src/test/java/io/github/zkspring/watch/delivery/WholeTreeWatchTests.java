package io.github.zkspring.watch.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.zkspring.watch.ChildrenEvent;
import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchOptions;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for watches that deliver a tree as a whole.
 */
class WholeTreeWatchTests {

	private static final String ROOT = "/config";

	private final ManualExecutor executor = new ManualExecutor();

	private final ManualLoop loop = new ManualLoop();

	private final MirrorStub mirror = new MirrorStub();

	private final List<WatchError> errors = new ArrayList<>();

	private final List<ChildrenEvent<Object>> states = new ArrayList<>();

	@Test
	void deliversTheWholeTreeOnceItIsComplete() throws Exception {
		DefaultZkWatch<?, ?> watch = open();
		present(ROOT, "0", 1);
		present(ROOT + "/a", "1", 2);
		this.executor.run();
		assertThat(this.states).isEmpty();
		assertThat(watch.task().awaitInitialised(System.nanoTime())).isFalse();
		this.mirror.initialised();
		this.executor.run();
		assertThat(watch.task().awaitInitialised(System.nanoTime())).isTrue();
		assertThat(last().children()).containsExactly(Map.entry(ROOT, "0"), Map.entry(ROOT + "/a", "1"));
		assertThat(last().added()).containsExactly(ROOT, ROOT + "/a");
		assertThat(last().stat().getCzxid()).isOne();
	}

	@Test
	void deliversNoIncompleteWholeTreeWhenReadIsRefused() {
		open();
		present(ROOT, "0", 1);
		this.mirror.failed(ROOT + "/a", KeeperException.create(KeeperException.Code.NOAUTH));
		this.executor.run();
		assertThat(this.errors).hasSize(1);
		assertThat(this.states).isEmpty();
		this.mirror.initialised();
		this.executor.run();
		assertThat(last().children()).containsOnlyKeys(ROOT);
	}

	@Test
	void conflatesTheWholeTree() {
		DefaultZkWatch<?, ?> watch = opened();
		present(ROOT + "/a", "2", 10);
		present(ROOT + "/b", "3", 11);
		this.mirror.changed(Znodes.absent(ROOT + "/c"));
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
		DefaultZkWatch<?, ?> watch = opened();
		present(ROOT + "/b", "3", 11);
		this.mirror.changed(Znodes.absent(ROOT + "/b"));
		this.executor.run();
		watch.stop();
		watch.start();
		for (String path : List.of(ROOT, ROOT + "/a", ROOT + "/c")) {
			present(path, path, 1);
		}
		this.mirror.initialised();
		this.executor.run();
		assertThat(this.states).hasSize(1);
		assertThat(watch.isStale()).isFalse();
	}

	private ChildrenEvent<Object> last() {
		return this.states.get(this.states.size() - 1);
	}

	private DefaultZkWatch<?, ?> opened() {
		DefaultZkWatch<?, ?> watch = open();
		for (String path : List.of(ROOT, ROOT + "/a", ROOT + "/c")) {
			present(path, path, 1);
		}
		this.mirror.initialised();
		this.executor.run();
		return watch;
	}

	private DefaultZkWatch<?, ?> open() {
		DefaultZkWatch<?, ?> watch = this.mirror.factory(this.executor, this.loop, this.errors::add)
			.wholeTree(ROOT, Znodes.payloads(String.class), WatchOptions.defaults(), (event) -> this.states.add(event));
		watch.start();
		return watch;
	}

	private void present(String path, String text, long zxid) {
		this.mirror.changed(Znodes.present(path, text, zxid));
	}

}
