package io.github.zkspring.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.zkspring.codec.ZnodeCodec;
import io.github.zkspring.codec.ZnodeCodecs;
import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.ZnodeSnapshot;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;

/**
 * Tests for {@link StateWatch}.
 */
class StateWatchTests {

	private static final String PATH = "/config/vat";

	private final Settings settings = new Settings();

	private final List<WatchError> errors = new ArrayList<>();

	private final MirrorSubscription subscription = mock(MirrorSubscription.class);

	private final ManualExecutor executor = new ManualExecutor();

	private final ManualLoop loop = new ManualLoop();

	private ZnodeCodecs codecs = Znodes.codecs();

	@Test
	void callsTheMethodWithEveryState() {
		change(open(), absent(), present("19", 1), absent(), present("19", 3));
		assertThat(this.settings.calls).containsExactly(null, 19, null, 19);
	}

	@Test
	void doesNotDeliverTheSameStateTwice() {
		change(open(), present("19", 1), present("19", 1));
		assertThat(this.settings.calls).containsExactly(19);
	}

	@Test
	void conflatesChangesThatComeFasterThanTheMethod() {
		StateWatch<ZnodeSnapshot, ?> watch = open();
		watch.changed(present("19", 1));
		watch.changed(present("20", 2));
		watch.changed(present("21", 3));
		assertThat(watch.isStale()).isTrue();
		assertThat(this.executor.waiting()).isOne();
		this.executor.run();
		assertThat(this.settings.calls).containsExactly(21);
		assertThat(watch.isStale()).isFalse();
	}

	@Test
	void keepsTheLastGoodValueAndReportsThePayload() {
		StateWatch<ZnodeSnapshot, ?> watch = open();
		change(watch, present("19", 1), present("hunter2", 2));
		assertThat(watch.isStale()).isTrue();
		change(watch, present("20", 3));
		assertThat(watch.isStale()).isFalse();
		assertThat(this.settings.calls).containsExactly(19, 20);
		assertThat(this.errors).singleElement().satisfies((error) -> {
			assertThat(error.kind()).isEqualTo(WatchError.Kind.PAYLOAD);
			assertThat(error.watchId()).isEqualTo("vat");
			assertThat(error.path()).isEqualTo(PATH);
			assertThat(error.stat().getMzxid()).isEqualTo(2);
			assertThat(error.toString()).doesNotContain("hunter2");
		});
	}

	@Test
	void doesNotDeliverAbsenceTwiceWhenWhatWasInBetweenCouldNotBeRead() {
		StateWatch<ZnodeSnapshot, ?> watch = open();
		change(watch, absent(), present("?", 1), absent());
		assertThat(this.settings.calls).hasSize(1).containsOnlyNulls();
		assertThat(watch.isStale()).isFalse();
	}

	@ParameterizedTest
	@MethodSource("failures")
	void reportsCodecThatThrowsAnythingElse(Throwable failure) throws Exception {
		this.codecs = new ZnodeCodecs(List.of(new FailingCodec(failure)),
				ApplicationConversionService.getSharedInstance(), null);
		StateWatch<ZnodeSnapshot, ?> watch = open();
		change(watch, present("19", 1));
		assertThat(this.errors).singleElement()
			.returns(WatchError.Kind.PAYLOAD, WatchError::kind)
			.satisfies((error) -> assertThat(error.cause()).hasMessageContaining(failure.getClass().getName())
				.hasNoCause());
		assertThat(watch.awaitInitialised(System.nanoTime())).isTrue();
	}

	static List<Throwable> failures() {
		return List.of(new IllegalArgumentException("a fault of this test"), new StackOverflowError());
	}

	@ParameterizedTest
	@MethodSource("thrown")
	void goesOnWhenTheMethodThrows(Throwable thrown) {
		StateWatch<ZnodeSnapshot, ?> watch = open();
		this.settings.failure = thrown;
		change(watch, present("19", 1));
		this.settings.failure = null;
		change(watch, present("20", 2));
		assertThat(this.settings.calls).containsExactly(19, 20);
		assertThat(this.errors).singleElement()
			.returns(WatchError.Kind.METHOD, WatchError::kind)
			.returns(thrown, WatchError::cause);
	}

	static List<Throwable> thrown() {
		return List.of(new IllegalStateException("a fault of this test"), new StackOverflowError(),
				new AssertionError("a fault of this test"), new InterruptedException());
	}

	@Test
	void reportsRefusedReadWithThePathThatRefused() throws Exception {
		StateWatch<ZnodeSnapshot, ?> watch = open();
		watch.failed(PATH, KeeperException.create(KeeperException.Code.NOAUTH));
		this.executor.run();
		assertThat(this.errors).singleElement()
			.returns(WatchError.Kind.READ, WatchError::kind)
			.returns(PATH, WatchError::path);
		assertThat(this.settings.calls).isEmpty();
		assertThat(watch.awaitInitialised(System.nanoTime())).isTrue();
	}

	@Test
	void waitsForTheFirstStateWhenOnlyAChildRefuses() throws Exception {
		StateWatch<ZnodeSnapshot, ?> watch = open();
		watch.failed(PATH + "/child", KeeperException.create(KeeperException.Code.NOAUTH));
		this.executor.run();
		assertThat(watch.awaitInitialised(System.nanoTime())).isFalse();
	}

	@ParameterizedTest
	@MethodSource("thrown")
	@ExtendWith(OutputCaptureExtension.class)
	void goesOnWhenTheErrorHandlerThrows(Throwable thrown, CapturedOutput output) {
		StateWatch<ZnodeSnapshot, ?> watch = open((error) -> ReflectionUtils.rethrowRuntimeException(thrown));
		change(watch, present("?", 1), present("20", 2));
		assertThat(this.settings.calls).containsExactly(20);
		assertThat(output).contains("The error handler of watch 'vat' failed");
	}

	@Test
	void endsWhenTheMethodReturnsFalse() {
		StateWatch<ZnodeSnapshot, ?> watch = open();
		this.settings.goesOn = false;
		change(watch, present("19", 1), present("20", 2));
		assertThat(this.settings.calls).containsExactly(19);
		assertThat(watch.isClosed()).isTrue();
		assertThat(watch.isStale()).isTrue();
		then(this.subscription).should().close();
	}

	@Test
	void isStaleWhileItsSubscriptionIs() {
		StateWatch<ZnodeSnapshot, ?> watch = open();
		assertThat(watch.isStale()).isFalse();
		given(this.subscription.isStale()).willReturn(true);
		assertThat(watch.isStale()).isTrue();
	}

	@Test
	void readsAgainWhenTold() {
		StateWatch<ZnodeSnapshot, ?> watch = open();
		watch.resync();
		then(this.subscription).should().resync();
		watch.close();
		watch.resync();
		then(this.subscription).should(times(1)).resync();
	}

	@Test
	void callsNothingWhenClosed() throws Exception {
		StateWatch<ZnodeSnapshot, ?> watch = open();
		watch.changed(present("19", 1));
		watch.close();
		change(watch, present("20", 2));
		assertThat(this.settings.calls).isEmpty();
		assertThat(watch.awaitInitialised(System.nanoTime())).isTrue();
		assertThat(watch.awaitEnd(System.nanoTime())).isTrue();
	}

	@Test
	void deliversTheNewestStateAfterPause() {
		StateWatch<ZnodeSnapshot, ?> watch = open();
		change(watch, present("19", 1));
		watch.pause();
		change(watch, present("20", 2), present("21", 3));
		assertThat(watch.isPaused()).isTrue();
		assertThat(watch.isStale()).isTrue();
		assertThat(this.settings.calls).containsExactly(19);
		watch.resume();
		this.executor.run();
		assertThat(watch.isPaused()).isFalse();
		assertThat(watch.isStale()).isFalse();
		assertThat(this.settings.calls).containsExactly(19, 21);
	}

	@Test
	void callsNothingAfterPauseInWhichNothingRemainedChanged() {
		StateWatch<ZnodeSnapshot, ?> watch = open();
		change(watch, absent());
		watch.pause();
		change(watch, present("20", 2), absent());
		watch.resume();
		this.executor.run();
		assertThat(this.settings.calls).hasSize(1);
	}

	@Test
	void deliversWhatDiffersWhenOpenedAgain() {
		StateWatch<ZnodeSnapshot, ?> watch = open();
		change(watch, present("19", 1));
		watch.changed(present("20", 2));
		watch.suspend();
		this.executor.run();
		then(this.subscription).should().close();
		assertThat(this.settings.calls).containsExactly(19);
		watch.open();
		change(watch, present("20", 2));
		watch.suspend();
		watch.open();
		change(watch, present("20", 2));
		assertThat(this.settings.calls).containsExactly(19, 20);
	}

	@Test
	void dropsWhatWaitedWhenOpenedAgain() {
		StateWatch<ZnodeSnapshot, ?> watch = open();
		watch.changed(present("19", 1));
		watch.suspend();
		watch.open();
		this.executor.run();
		assertThat(this.settings.calls).isEmpty();
		change(watch, present("20", 2));
		assertThat(this.settings.calls).containsExactly(20);
	}

	@Test
	void reportsTheSameUnreadableStateOnce() {
		StateWatch<ZnodeSnapshot, ?> watch = open();
		change(watch, present("?", 1));
		watch.suspend();
		watch.open();
		change(watch, present("?", 1));
		assertThat(this.errors).hasSize(1);
	}

	@Test
	void deliversTheStateAgainAfterThePauseTheErrorHandlerAskedFor() {
		StateWatch<ZnodeSnapshot, ?> watch = open(new Redelivering(this.errors));
		this.settings.failure = new IllegalStateException("a fault of this test");
		change(watch, present("19", 1));
		assertThat(this.loop.delays()).containsExactly(Duration.ofSeconds(1));
		assertThat(watch.isStale()).isTrue();
		this.loop.elapse();
		this.executor.run();
		assertThat(this.loop.delays()).containsExactly(Duration.ofSeconds(2));
		this.settings.failure = null;
		this.loop.elapse();
		this.executor.run();
		assertThat(this.settings.calls).containsExactly(19, 19, 19);
		assertThat(this.settings.types).containsOnly(ZnodeEvent.Type.INITIAL);
		assertThat(this.errors).extracting(WatchError::failures).containsExactly(1, 2);
		assertThat(watch.isStale()).isFalse();
	}

	@Test
	void deliversNewerStateAtOnceAndCountsItsFailuresAnew() {
		StateWatch<ZnodeSnapshot, ?> watch = open(new Redelivering(this.errors));
		this.settings.failure = new IllegalStateException("a fault of this test");
		change(watch, present("19", 1));
		this.loop.elapse();
		this.executor.run();
		change(watch, present("20", 2));
		assertThat(this.settings.calls).containsExactly(19, 19, 20);
		assertThat(this.errors).extracting(WatchError::failures).containsExactly(1, 2, 1);
		assertThat(this.loop.delays()).containsExactly(Duration.ofSeconds(1));
	}

	@Test
	void deliversTheStateThatCameWhileTheMethodFailed() {
		StateWatch<ZnodeSnapshot, ?> watch = open(new Redelivering(this.errors));
		this.settings.failure = new IllegalStateException("a fault of this test");
		this.settings.during = () -> {
			this.settings.failure = null;
			this.settings.during = null;
			watch.changed(present("20", 2));
			throw new IllegalStateException("a fault of this test");
		};
		change(watch, present("19", 1));
		assertThat(this.settings.calls).containsExactly(19, 20);
		assertThat(this.loop.delays()).isEmpty();
	}

	@Test
	void endsWhenTheErrorHandlerWantsThat() {
		StateWatch<ZnodeSnapshot, ?> watch = open(WatchErrorHandler.stopping());
		this.settings.failure = new IllegalStateException("a fault of this test");
		change(watch, present("19", 1), present("20", 2));
		assertThat(this.settings.calls).containsExactly(19);
		assertThat(watch.isClosed()).isTrue();
	}

	@Test
	void callsOnceTheStateStoodStill() {
		WatchSettings plain = Znodes.settings(ZkWatch.Kind.DATA, this.executor, this.loop, this.errors::add);
		StateWatch<ZnodeSnapshot, ?> watch = open(new WatchSettings(plain.kind(), plain.dispatcher(),
				plain.errorHandler(), Duration.ofSeconds(2), plain.observer(), plain.calls()));
		change(watch, absent());
		assertThat(this.settings.calls).hasSize(1);
		change(watch, present("19", 1), present("20", 2));
		assertThat(this.loop.delays()).containsExactly(Duration.ofSeconds(2));
		assertThat(watch.isStale()).isTrue();
		this.loop.elapse();
		this.executor.run();
		assertThat(this.settings.calls).containsExactly(null, 20);
		change(watch, present("21", 3));
		assertThat(this.loop.delays()).containsExactly(Duration.ofSeconds(2));
		assertThat(this.settings.calls).hasSize(2);
	}

	@Test
	void ordersCallsAndLosesNoneWhenSignalledFromManyThreads() throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(4);
		try {
			StateWatch<ZnodeSnapshot, ?> watch = open(
					Znodes.settings(ZkWatch.Kind.DATA, pool, this.loop, this.errors::add));
			for (int zxid = 1; zxid <= 20_000; zxid++) {
				watch.changed(present(Integer.toString(zxid), zxid));
			}
			await().until(() -> !this.settings.calls.isEmpty() && !watch.isStale());
			assertThat(watch.awaitEnd(System.nanoTime() + TimeUnit.SECONDS.toNanos(10))).isTrue();
			assertThat(this.settings.calls).isSorted().doesNotHaveDuplicates().endsWith(20_000);
			assertThat(this.settings.overlaps).hasValue(0);
		}
		finally {
			pool.shutdownNow();
		}
	}

	@Test
	void costsLittleBesidePathAndPayload() {
		int watches = 50_000;
		WatchSettings shared = Znodes.settings(ZkWatch.Kind.DATA, this.executor, this.loop, this.errors::add);
		WatchPlan<MirrorListener<ZnodeSnapshot>, ZnodeSnapshot, ZnodeEvent<Object>> plan = new WatchPlan<>(shared,
				(path, listener) -> this.subscription, new ZnodeEvents(Znodes.payload(String.class)));
		ZnodeSnapshot state = present("19", 1);
		WatchRegistry registry = new WatchRegistry(Duration.ZERO, Runnable::run);
		registry.start();
		List<String> ids = IntStream.range(0, watches).mapToObj(Integer::toString).toList();
		long before = used();
		for (String id : ids) {
			StateWatch<ZnodeSnapshot, ZnodeEvent<Object>> watch = new StateWatch<>(plan, id, PATH,
					new CallbackCall<>((event) -> {
					}));
			registry.add(watch);
			watch.changed(state);
			this.executor.run();
		}
		// the payload itself, "19", is decoded for each
		long payload = 48;
		assertThat((used() - before) / watches - payload).isLessThan(200);
		registry.destroy();
	}

	private static long used() {
		for (int count = 0; count < 5; count++) {
			System.gc();
		}
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

	private StateWatch<ZnodeSnapshot, ?> open() {
		return open(this.errors::add);
	}

	private StateWatch<ZnodeSnapshot, ?> open(WatchErrorHandler errorHandler) {
		return open(Znodes.settings(ZkWatch.Kind.DATA, this.executor, this.loop, errorHandler));
	}

	private StateWatch<ZnodeSnapshot, ?> open(WatchSettings settings) {
		StaticListableBeanFactory beanFactory = new StaticListableBeanFactory();
		beanFactory.addBean("settings", this.settings);
		WatchEndpoint.Target target = new WatchEndpoint.Target("settings",
				ReflectionUtils.findMethod(Settings.class, "changed", Integer.class, ZnodeEvent.class));
		WatchArguments<ZnodeEvent<Object>> arguments = new DataSignature(target, this.codecs).read();
		StateWatch<ZnodeSnapshot, ZnodeEvent<Object>> watch = new StateWatch<>(
				new WatchPlan<>(settings, (path, listener) -> this.subscription, new ZnodeEvents(arguments.payload())),
				"vat", PATH, new MethodCall<>(target, arguments, beanFactory));
		watch.open();
		return watch;
	}

	private void change(StateWatch<ZnodeSnapshot, ?> watch, ZnodeSnapshot... snapshots) {
		for (ZnodeSnapshot snapshot : snapshots) {
			watch.changed(snapshot);
			this.executor.run();
		}
	}

	private static ZnodeSnapshot present(String text, long zxid) {
		return Znodes.present(PATH, text, zxid);
	}

	private static ZnodeSnapshot absent() {
		return Znodes.absent(PATH);
	}

	static class Settings {

		final List<@Nullable Integer> calls = Collections.synchronizedList(new ArrayList<>());

		final List<ZnodeEvent.Type> types = Collections.synchronizedList(new ArrayList<>());

		final AtomicInteger overlaps = new AtomicInteger();

		private final AtomicInteger running = new AtomicInteger();

		volatile @Nullable Throwable failure;

		volatile @Nullable Runnable during;

		volatile boolean goesOn = true;

		boolean changed(@Nullable Integer vat, ZnodeEvent<Integer> event) throws Throwable {
			if (this.running.incrementAndGet() > 1) {
				this.overlaps.incrementAndGet();
			}
			try {
				this.calls.add(vat);
				this.types.add(event.type());
				if (this.during != null) {
					this.during.run();
				}
				if (this.failure != null) {
					throw this.failure;
				}
				return this.goesOn;
			}
			finally {
				this.running.decrementAndGet();
			}
		}

	}

	/**
	 * Wants everything delivered again, after a second for each failure.
	 */
	private static final class Redelivering implements WatchErrorHandler {

		private final List<WatchError> errors;

		private Redelivering(List<WatchError> errors) {
			this.errors = errors;
		}

		@Override
		public void handle(WatchError error) {
			this.errors.add(error);
		}

		@Override
		public Reaction react(WatchError error) {
			handle(error);
			return Reaction.redeliver(Duration.ofSeconds(error.failures()));
		}

	}

	private static final class FailingCodec implements ZnodeCodec {

		private final Throwable failure;

		private FailingCodec(Throwable failure) {
			this.failure = failure;
		}

		@Override
		public boolean supports(ResolvableType type) {
			return true;
		}

		@Override
		public Object decode(byte[] payload, ResolvableType type) {
			ReflectionUtils.rethrowRuntimeException(this.failure);
			throw new IllegalStateException();
		}

		@Override
		public byte[] encode(Object value, ResolvableType type) {
			throw new UnsupportedOperationException();
		}

	}

}
