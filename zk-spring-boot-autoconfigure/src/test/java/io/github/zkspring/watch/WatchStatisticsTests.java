package io.github.zkspring.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link WatchStatistics} of all kinds of watches.
 */
class WatchStatisticsTests {

	private static final String PATH = "/config/vat";

	private final ManualExecutor executor = new ManualExecutor();

	private final ManualLoop loop = new ManualLoop();

	private final MirrorSubscription subscription = mock(MirrorSubscription.class);

	private WatchErrorHandler errorHandler = (error) -> {
	};

	private @Nullable Exception failure;

	@Test
	void beginWithNothing() {
		WatchStatistics statistics = data().statistics();
		assertThat(statistics.deliveries()).isZero();
		assertThat(statistics.errors()).isZero();
		assertThat(statistics.conflated()).isZero();
		assertThat(statistics.lastDelivered()).isEmpty();
		assertThat(statistics.lastError()).isEmpty();
		assertThat(statistics.isFailing()).isFalse();
	}

	@Test
	void countDeliveriesAndKnowTheLast() {
		StateWatch<ZnodeSnapshot, ?> watch = data();
		Instant begin = Instant.now().minusMillis(1);
		change(watch, present("19", 7));
		ZnodeSnapshot state = present("20", 9);
		state.stat().setVersion(3);
		change(watch, state);
		assertThat(watch.statistics().deliveries()).isEqualTo(2);
		assertThat(watch.statistics().lastDelivered()).hasValueSatisfying((last) -> {
			assertThat(last.zxid()).isEqualTo(9);
			assertThat(last.version()).isEqualTo(3);
			assertThat(last.at()).isBetween(begin, Instant.now());
		});
	}

	@Test
	void knowNoZxidOfAnAbsence() {
		StateWatch<ZnodeSnapshot, ?> watch = data();
		change(watch, Znodes.absent(PATH));
		assertThat(watch.statistics().lastDelivered()).hasValueSatisfying((last) -> {
			assertThat(last.zxid()).isEqualTo(-1);
			assertThat(last.version()).isEqualTo(-1);
		});
	}

	@Test
	void knowTheNewestChangeOfChildrenAndTheirData() {
		StateWatch<ChildrenSnapshot, ?> watch = children();
		watch.changed(children(5, Map.of("a", Znodes.present(PATH + "/a", "1", 4))));
		this.executor.run();
		assertThat(watch.statistics().lastDelivered()).hasValueSatisfying((last) -> {
			assertThat(last.zxid()).isEqualTo(5);
			assertThat(last.version()).isEqualTo(2);
		});
		watch.changed(children(5, Map.of("a", Znodes.present(PATH + "/a", "2", 6))));
		this.executor.run();
		assertThat(watch.statistics().lastDelivered())
			.hasValueSatisfying((last) -> assertThat(last.zxid()).isEqualTo(6));
	}

	@Test
	void countStatesThatWereReplacedBeforeTheirTurn() {
		StateWatch<ZnodeSnapshot, ?> watch = data();
		watch.changed(present("19", 1));
		watch.changed(present("20", 2));
		watch.changed(present("21", 3));
		this.executor.run();
		assertThat(watch.statistics().deliveries()).isOne();
		assertThat(watch.statistics().conflated()).isEqualTo(2);
	}

	@Test
	void countStatesOfEachZnodeOfATree() {
		ZnodeTreeWatch watch = new ZnodeTreeWatch(
				new WatchPlan<>(settings(ZkWatch.Kind.TREE), (path, listener) -> this.subscription,
						new ZnodeEvents(Znodes.payload(String.class))),
				"tree", "/config", this::call, new TreeFilter("/config", List.of()));
		watch.open();
		watch.changed(Znodes.present("/config", "", 1));
		watch.initialised();
		this.executor.run();
		watch.changed(Znodes.present("/config/a", "", 2));
		watch.changed(Znodes.present("/config/b", "", 3));
		watch.changed(Znodes.present("/config/a", "", 4));
		watch.changed(Znodes.absent("/config/b"));
		this.executor.run();
		assertThat(watch.statistics().deliveries()).isEqualTo(2);
		assertThat(watch.statistics().conflated()).isEqualTo(2);
		assertThat(watch.statistics().lastDelivered())
			.hasValueSatisfying((last) -> assertThat(last.zxid()).isEqualTo(4));
	}

	@Test
	void countStatesOfAWholeTree() {
		WholeTreeWatch watch = new WholeTreeWatch(
				new WatchPlan<>(settings(ZkWatch.Kind.TREE), (path, listener) -> this.subscription,
						new TreeEvents(Znodes.payload(String.class))),
				"tree", "/config", this::call, new TreeFilter("/config", List.of()));
		watch.open();
		watch.changed(Znodes.present("/config", "", 1));
		watch.changed(Znodes.present("/config/a", "", 2));
		watch.initialised();
		this.executor.run();
		watch.changed(Znodes.present("/config/a", "", 3));
		watch.changed(Znodes.present("/config/a", "", 4));
		this.executor.run();
		assertThat(watch.statistics().deliveries()).isEqualTo(2);
		assertThat(watch.statistics().conflated()).isOne();
		assertThat(watch.statistics().lastDelivered())
			.hasValueSatisfying((last) -> assertThat(last.zxid()).isEqualTo(4));
	}

	@Test
	void tellOfAMethodThatThrewTheTypeAlone() {
		StateWatch<ZnodeSnapshot, ?> watch = data();
		this.failure = new IllegalStateException("cannot use hunter2");
		change(watch, present("19", 1));
		assertThat(watch.statistics().errors()).isOne();
		assertThat(watch.statistics().lastError()).hasValueSatisfying((error) -> {
			assertThat(error.kind()).isEqualTo(WatchError.Kind.METHOD);
			assertThat(error.path()).isEqualTo(PATH);
			assertThat(error.message()).isEqualTo(IllegalStateException.class.getName());
		});
	}

	@Test
	void countAStateWhoseMethodThrewWhenItIsNotTriedAgain() {
		StateWatch<ZnodeSnapshot, ?> watch = data();
		this.failure = new IllegalStateException("a fault of this test");
		change(watch, present("19", 1));
		assertThat(watch.statistics().deliveries()).isOne();
		this.errorHandler = new Redelivering();
		StateWatch<ZnodeSnapshot, ?> patient = data();
		change(patient, present("19", 1));
		assertThat(patient.statistics().deliveries()).isZero();
		assertThat(patient.statistics().errors()).isOne();
	}

	@Test
	void areFailingFromAnErrorToTheNextSuccess() {
		StateWatch<ZnodeSnapshot, ?> watch = data();
		this.failure = new IllegalStateException("a fault of this test");
		change(watch, present("19", 1));
		assertThat(watch.statistics().isFailing()).isTrue();
		this.failure = null;
		change(watch, present("20", 2));
		assertThat(watch.statistics().isFailing()).isFalse();
		assertThat(watch.statistics().errors()).isOne();
		assertThat(watch.statistics().lastError()).isPresent();
	}

	@Test
	void areFailingUntilTheLastGoodPayloadIsBack() {
		StateWatch<ZnodeSnapshot, ?> watch = data();
		change(watch, Znodes.absent(PATH));
		change(watch, present("hunter2", 1));
		assertThat(watch.statistics().isFailing()).isTrue();
		assertThat(watch.statistics().lastError().toString()).contains("PAYLOAD").doesNotContain("hunter2");
		change(watch, Znodes.absent(PATH));
		assertThat(watch.statistics().isFailing()).isFalse();
	}

	@Test
	void areFailingWhileOneChildCannotBeRead() {
		StateWatch<ChildrenSnapshot, ?> watch = children();
		watch.changed(children(5, Map.of("a", Znodes.present(PATH + "/a", "hunter2", 4))));
		this.executor.run();
		assertThat(watch.statistics().deliveries()).isOne();
		assertThat(watch.statistics().isFailing()).isTrue();
	}

	@Test
	void areFailingWhileTheServerRefuses() {
		StateWatch<ZnodeSnapshot, ?> watch = data();
		change(watch, present("19", 1));
		given(this.subscription.isStale()).willReturn(true);
		watch.failed(PATH, KeeperException.create(KeeperException.Code.NOAUTH, PATH));
		this.executor.run();
		assertThat(watch.statistics().isFailing()).isTrue();
		assertThat(watch.statistics().lastError()).hasValueSatisfying(
				(error) -> assertThat(error.message()).isEqualTo("KeeperErrorCode = NoAuth for " + PATH));
		given(this.subscription.isStale()).willReturn(false);
		assertThat(watch.statistics().isFailing()).isFalse();
	}

	private boolean call(Object event) throws Exception {
		if (this.failure != null) {
			throw this.failure;
		}
		return true;
	}

	private WatchSettings settings(ZkWatch.Kind kind) {
		return Znodes.settings(kind, this.executor, this.loop, this.errorHandler);
	}

	private StateWatch<ZnodeSnapshot, ZnodeEvent<Object>> data() {
		StateWatch<ZnodeSnapshot, ZnodeEvent<Object>> watch = new StateWatch<>(
				new WatchPlan<MirrorListener<ZnodeSnapshot>, ZnodeSnapshot, ZnodeEvent<Object>>(
						settings(ZkWatch.Kind.DATA), (path, listener) -> this.subscription,
						new ZnodeEvents(Znodes.payload(Integer.class))),
				"vat", PATH, this::call);
		watch.open();
		return watch;
	}

	private StateWatch<ChildrenSnapshot, ChildrenEvent<Object>> children() {
		StateWatch<ChildrenSnapshot, ChildrenEvent<Object>> watch = new StateWatch<>(
				new WatchPlan<MirrorListener<ChildrenSnapshot>, ChildrenSnapshot, ChildrenEvent<Object>>(
						settings(ZkWatch.Kind.CHILDREN), (path, listener) -> this.subscription,
						new ChildrenEvents(Znodes.payload(Integer.class), true)),
				"vat", PATH, this::call);
		watch.open();
		return watch;
	}

	private void change(StateWatch<ZnodeSnapshot, ?> watch, ZnodeSnapshot snapshot) {
		watch.changed(snapshot);
		this.executor.run();
	}

	private static ZnodeSnapshot present(String text, long zxid) {
		return Znodes.present(PATH, text, zxid);
	}

	private static ChildrenSnapshot children(long pzxid, Map<String, ZnodeSnapshot> data) {
		Stat stat = new Stat();
		stat.setCzxid(1);
		stat.setPzxid(pzxid);
		stat.setCversion(2);
		return new ChildrenSnapshot(PATH, List.copyOf(data.keySet()), stat, data);
	}

	/**
	 * Wants everything delivered again.
	 */
	private static final class Redelivering implements WatchErrorHandler {

		@Override
		public void handle(WatchError error) {
		}

		@Override
		public Reaction react(WatchError error) {
			return Reaction.redeliver(Duration.ofSeconds(1));
		}

	}

}
