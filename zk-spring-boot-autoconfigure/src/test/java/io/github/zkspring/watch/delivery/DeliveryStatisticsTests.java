package io.github.zkspring.watch.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.zkspring.mirror.ChildrenSnapshot;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchErrorHandler;
import io.github.zkspring.watch.WatchOptions;
import io.github.zkspring.watch.WatchStatistics;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * Tests for {@link DeliveryStatistics} of all kinds of watches.
 */
class DeliveryStatisticsTests {

	private static final String PATH = "/config/vat";

	private final ManualExecutor executor = new ManualExecutor();

	private final ManualLoop loop = new ManualLoop();

	private final MirrorStub mirror = new MirrorStub();

	private WatchErrorHandler errorHandler = (error) -> {
	};

	private @Nullable Exception failure;

	@Test
	void startsWithZeroCounts() {
		WatchStatistics statistics = data().statistics();
		assertThat(statistics.deliveries()).isZero();
		assertThat(statistics.errors()).isZero();
		assertThat(statistics.conflated()).isZero();
		assertThat(statistics.lastDelivered()).isEmpty();
		assertThat(statistics.lastError()).isEmpty();
		assertThat(statistics.isFailing()).isFalse();
	}

	@Test
	void countsDeliveriesAndReportsLast() {
		DefaultZkWatch<?, ?> watch = data();
		Instant begin = Instant.now().minusMillis(1);
		change(present("19", 7));
		ZnodeSnapshot state = present("20", 9);
		state.stat().setVersion(3);
		change(state);
		assertThat(watch.statistics().deliveries()).isEqualTo(2);
		assertThat(watch.statistics().lastDelivered()).hasValueSatisfying((last) -> {
			assertThat(last.zxid()).isEqualTo(9);
			assertThat(last.version()).isEqualTo(3);
			assertThat(last.at()).isBetween(begin, Instant.now());
		});
	}

	@Test
	void reportsNoZxidForMissingZnode() {
		DefaultZkWatch<?, ?> watch = data();
		change(Znodes.absent(PATH));
		assertThat(watch.statistics().lastDelivered()).hasValueSatisfying((last) -> {
			assertThat(last.zxid()).isEqualTo(-1);
			assertThat(last.version()).isEqualTo(-1);
		});
	}

	@Test
	void reportsNewestChangeOfChildrenAndData() {
		DefaultZkWatch<?, ?> watch = children();
		this.mirror.changed(children(5, Map.of("a", Znodes.present(PATH + "/a", "1", 4))));
		this.executor.run();
		assertThat(watch.statistics().lastDelivered()).hasValueSatisfying((last) -> {
			assertThat(last.zxid()).isEqualTo(5);
			assertThat(last.version()).isEqualTo(2);
		});
		this.mirror.changed(children(5, Map.of("a", Znodes.present(PATH + "/a", "2", 6))));
		this.executor.run();
		assertThat(watch.statistics().lastDelivered())
			.hasValueSatisfying((last) -> assertThat(last.zxid()).isEqualTo(6));
	}

	@Test
	void countsConflatedStates() {
		DefaultZkWatch<?, ?> watch = data();
		this.mirror.changed(present("19", 1));
		this.mirror.changed(present("20", 2));
		this.mirror.changed(present("21", 3));
		this.executor.run();
		assertThat(watch.statistics().deliveries()).isOne();
		assertThat(watch.statistics().conflated()).isEqualTo(2);
	}

	@Test
	void countsStatesOfEachZnodeOfTree() {
		DefaultZkWatch<?, ?> watch = start(
				factory().tree("/config", Znodes.payloads(String.class), WatchOptions.defaults(), this::call));
		this.mirror.changed(Znodes.present("/config", "", 1));
		this.mirror.initialised();
		this.executor.run();
		this.mirror.changed(Znodes.present("/config/a", "", 2));
		this.mirror.changed(Znodes.present("/config/b", "", 3));
		this.mirror.changed(Znodes.present("/config/a", "", 4));
		this.mirror.changed(Znodes.absent("/config/b"));
		this.executor.run();
		assertThat(watch.statistics().deliveries()).isEqualTo(2);
		assertThat(watch.statistics().conflated()).isEqualTo(2);
		assertThat(watch.statistics().lastDelivered())
			.hasValueSatisfying((last) -> assertThat(last.zxid()).isEqualTo(4));
	}

	@Test
	void countsStatesOfWholeTree() {
		DefaultZkWatch<?, ?> watch = start(
				factory().wholeTree("/config", Znodes.payloads(String.class), WatchOptions.defaults(), this::call));
		this.mirror.changed(Znodes.present("/config", "", 1));
		this.mirror.changed(Znodes.present("/config/a", "", 2));
		this.mirror.initialised();
		this.executor.run();
		this.mirror.changed(Znodes.present("/config/a", "", 3));
		this.mirror.changed(Znodes.present("/config/a", "", 4));
		this.executor.run();
		assertThat(watch.statistics().deliveries()).isEqualTo(2);
		assertThat(watch.statistics().conflated()).isOne();
		assertThat(watch.statistics().lastDelivered())
			.hasValueSatisfying((last) -> assertThat(last.zxid()).isEqualTo(4));
	}

	@Test
	void reportsOnlyTypeOfMethodException() {
		DefaultZkWatch<?, ?> watch = data();
		this.failure = new IllegalStateException("cannot use hunter2");
		change(present("19", 1));
		assertThat(watch.statistics().errors()).isOne();
		assertThat(watch.statistics().lastError()).hasValueSatisfying((error) -> {
			assertThat(error.kind()).isEqualTo(WatchError.Kind.METHOD);
			assertThat(error.path()).isEqualTo(PATH);
			assertThat(error.message()).isEqualTo(IllegalStateException.class.getName());
		});
	}

	@Test
	void countsFailedStateThatIsNotRedelivered() {
		DefaultZkWatch<?, ?> watch = data();
		this.failure = new IllegalStateException("a fault of this test");
		change(present("19", 1));
		assertThat(watch.statistics().deliveries()).isOne();
		this.errorHandler = new RedeliveringErrorHandler();
		DefaultZkWatch<?, ?> patient = data();
		change(present("19", 1));
		assertThat(patient.statistics().deliveries()).isZero();
		assertThat(patient.statistics().errors()).isOne();
	}

	@Test
	void failsFromErrorUntilNextSuccess() {
		DefaultZkWatch<?, ?> watch = data();
		this.failure = new IllegalStateException("a fault of this test");
		change(present("19", 1));
		assertThat(watch.statistics().isFailing()).isTrue();
		this.failure = null;
		change(present("20", 2));
		assertThat(watch.statistics().isFailing()).isFalse();
		assertThat(watch.statistics().errors()).isOne();
		assertThat(watch.statistics().lastError()).isPresent();
	}

	@Test
	void failsUntilLastGoodPayloadReturns() {
		DefaultZkWatch<?, ?> watch = data();
		change(Znodes.absent(PATH));
		change(present("hunter2", 1));
		assertThat(watch.statistics().isFailing()).isTrue();
		assertThat(watch.statistics().lastError().toString()).contains("PAYLOAD").doesNotContain("hunter2");
		change(Znodes.absent(PATH));
		assertThat(watch.statistics().isFailing()).isFalse();
	}

	@Test
	void failsWhileOneChildIsUnreadable() {
		DefaultZkWatch<?, ?> watch = children();
		this.mirror.changed(children(5, Map.of("a", Znodes.present(PATH + "/a", "hunter2", 4))));
		this.executor.run();
		assertThat(watch.statistics().deliveries()).isOne();
		assertThat(watch.statistics().isFailing()).isTrue();
	}

	@Test
	void failsWhileServerRefusesRead() {
		DefaultZkWatch<?, ?> watch = data();
		change(present("19", 1));
		given(this.mirror.subscription().isStale()).willReturn(true);
		this.mirror.failed(PATH, KeeperException.create(KeeperException.Code.NOAUTH, PATH));
		this.executor.run();
		assertThat(watch.statistics().isFailing()).isTrue();
		assertThat(watch.statistics().lastError()).hasValueSatisfying(
				(error) -> assertThat(error.message()).isEqualTo("KeeperErrorCode = NoAuth for " + PATH));
		given(this.mirror.subscription().isStale()).willReturn(false);
		assertThat(watch.statistics().isFailing()).isFalse();
	}

	private boolean call(Object event) throws Exception {
		if (this.failure != null) {
			throw this.failure;
		}
		return true;
	}

	private DefaultZkWatch<?, ?> data() {
		return start(factory().data(PATH, Znodes.payloads(Integer.class), WatchOptions.defaults(), this::call));
	}

	private DefaultZkWatch<?, ?> children() {
		return start(
				factory().children(PATH, Znodes.payloads(Integer.class), true, WatchOptions.defaults(), this::call));
	}

	private WatchFactory factory() {
		return this.mirror.factory(this.executor, this.loop, this.errorHandler);
	}

	private DefaultZkWatch<?, ?> start(DefaultZkWatch<?, ?> watch) {
		watch.start();
		return watch;
	}

	private void change(ZnodeSnapshot snapshot) {
		this.mirror.changed(snapshot);
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

}
