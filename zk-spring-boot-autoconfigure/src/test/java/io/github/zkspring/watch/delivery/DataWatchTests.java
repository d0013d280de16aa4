package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.client.support.Listeners;
import io.github.zkspring.codec.PayloadConverter;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.WatchOptions;
import io.github.zkspring.watch.ZkWatch;
import io.github.zkspring.watch.ZnodeEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.times;

/**
 * Tests for the deliveries and the lifecycle of a {@link DefaultZkWatch}.
 */
class DataWatchTests extends AbstractDataWatchTests {

	@Test
	void deliversEveryState() {
		open();
		change(absent(), present("19", 1), absent(), present("19", 3));
		assertThat(this.settings.calls).containsExactly(null, 19, null, 19);
	}

	@Test
	void deliversTheCurrentStateToAnObjectThatReplacedAnother() {
		ReplaceableTarget<ZnodeEvent<Object>> target = new ReplaceableTarget<>(this::invoke);
		DefaultZkWatch<?, ?> watch = factory(this.executor, this.errors::add).data(PATH, Znodes.payloads(Integer.class),
				WatchOptions.defaults().withId("vat"), target);
		watch.start();
		change(present("19", 1), present("20", 2));
		target.replace();
		watch.checkTarget();
		this.executor.run();
		watch.checkTarget();
		this.executor.run();
		assertThat(this.settings.calls).containsExactly(19, 20, 20);
		assertThat(this.settings.types).containsExactly(ZnodeEvent.Type.INITIAL, ZnodeEvent.Type.CHANGED,
				ZnodeEvent.Type.INITIAL);
		change(present("text", 3));
		target.replace();
		watch.checkTarget();
		this.executor.run();
		assertThat(this.settings.calls).hasSize(3);
		assertThat(this.errors).hasSize(2);
		assertThat(watch.isStale()).isTrue();
	}

	@Test
	void doesNotDeliverTheSameStateTwice() {
		open();
		change(present("19", 1), present("19", 1));
		assertThat(this.settings.calls).containsExactly(19);
	}

	@Test
	void conflatesChangesDuringADelivery() {
		DefaultZkWatch<?, ?> watch = open();
		this.mirror.changed(present("19", 1));
		this.mirror.changed(present("20", 2));
		this.mirror.changed(present("21", 3));
		assertThat(watch.isStale()).isTrue();
		assertThat(this.executor.waiting()).isOne();
		this.executor.run();
		assertThat(this.settings.calls).containsExactly(21);
		assertThat(watch.isStale()).isFalse();
	}

	@Test
	void endsWhenTheMethodReturnsFalse() {
		DefaultZkWatch<?, ?> watch = open();
		this.settings.goesOn = false;
		change(present("19", 1), present("20", 2));
		assertThat(this.settings.calls).containsExactly(19);
		assertThat(watch.isClosed()).isTrue();
		assertThat(watch.isStale()).isTrue();
		then(this.mirror.subscription()).should().close();
	}

	@Test
	void isStaleWhileItsSubscriptionIs() {
		DefaultZkWatch<?, ?> watch = open();
		assertThat(watch.isStale()).isFalse();
		given(this.mirror.subscription().isStale()).willReturn(true);
		assertThat(watch.isStale()).isTrue();
	}

	@Test
	void resyncsItsSubscriptionWhileOpen() {
		DefaultZkWatch<?, ?> watch = open();
		watch.resync();
		then(this.mirror.subscription()).should().resync();
		watch.close();
		watch.resync();
		then(this.mirror.subscription()).should(times(1)).resync();
	}

	@Test
	void deliversNothingAfterClose() throws Exception {
		DefaultZkWatch<?, ?> watch = open();
		this.mirror.changed(present("19", 1));
		watch.close();
		change(present("20", 2));
		assertThat(this.settings.calls).isEmpty();
		assertThat(watch.task().awaitInitialised(System.nanoTime())).isTrue();
		assertThat(watch.task().awaitEnd(System.nanoTime())).isTrue();
	}

	@Test
	void deliversTheNewestStateAfterPause() {
		DefaultZkWatch<?, ?> watch = open();
		change(present("19", 1));
		watch.pause();
		change(present("20", 2), present("21", 3));
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
	void deliversNothingAfterPauseWithoutLastingChange() {
		DefaultZkWatch<?, ?> watch = open();
		change(absent());
		watch.pause();
		change(present("20", 2), absent());
		watch.resume();
		this.executor.run();
		assertThat(this.settings.calls).hasSize(1);
	}

	@Test
	void deliversTheDifferenceAfterRestart() {
		DefaultZkWatch<?, ?> watch = open();
		change(present("19", 1));
		this.mirror.changed(present("20", 2));
		watch.stop();
		this.executor.run();
		then(this.mirror.subscription()).should().close();
		assertThat(this.settings.calls).containsExactly(19);
		watch.start();
		change(present("20", 2));
		watch.stop();
		watch.start();
		change(present("20", 2));
		assertThat(this.settings.calls).containsExactly(19, 20);
	}

	@Test
	void dropsPendingStatesOnRestart() {
		DefaultZkWatch<?, ?> watch = open();
		this.mirror.changed(present("19", 1));
		watch.stop();
		watch.start();
		this.executor.run();
		assertThat(this.settings.calls).isEmpty();
		change(present("20", 2));
		assertThat(this.settings.calls).containsExactly(20);
	}

	@Test
	void deliversOnceAfterTheSettleTime() {
		ZnodeEvents events = new ZnodeEvents(Znodes.payloads(Integer.class));
		DefaultZkWatch<?, ?> watch = new DefaultZkWatch<>(
				new DefaultZkWatch.Definition("vat", PATH, ZkWatch.Kind.DATA, Duration.ofSeconds(2), this.errors::add),
				events,
				(listener) -> new LatestState<>(events, listener, (state) -> this.mirror.subscribe(PATH, state)),
				this.mirror.executor(this.executor, this.loop),
				new WatchInvoker<>(() -> new Listeners<>("watches"), CallObserver.none(), this::invoke));
		watch.start();
		change(absent());
		assertThat(this.settings.calls).hasSize(1);
		change(present("19", 1), present("20", 2));
		assertThat(this.loop.delays()).containsExactly(Duration.ofSeconds(2));
		assertThat(watch.isStale()).isTrue();
		this.loop.elapse();
		this.executor.run();
		assertThat(this.settings.calls).containsExactly(null, 20);
		change(present("21", 3));
		assertThat(this.loop.delays()).containsExactly(Duration.ofSeconds(2));
		assertThat(this.settings.calls).hasSize(2);
	}

	@Test
	void deliversInOrderOnSeveralThreads() throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(4);
		try {
			DefaultZkWatch<?, ?> watch = open(pool, this.errors::add);
			for (int zxid = 1; zxid <= 20_000; zxid++) {
				this.mirror.changed(present(Integer.toString(zxid), zxid));
			}
			await().until(() -> !this.settings.calls.isEmpty() && !watch.isStale());
			assertThat(watch.task().awaitEnd(System.nanoTime() + TimeUnit.SECONDS.toNanos(10))).isTrue();
			assertThat(this.settings.calls).isSorted().doesNotHaveDuplicates().endsWith(20_000);
			assertThat(this.settings.overlaps).hasValue(0);
		}
		finally {
			pool.shutdownNow();
		}
	}

	@Test
	void usesLittleMemoryBesidesPathAndPayload() {
		int watches = 50_000;
		WatchFactory factory = factory(this.executor, this.errors::add);
		PayloadConverter payloads = Znodes.payloads(String.class);
		ZnodeSnapshot state = present("19", 1);
		DefaultZkWatchRegistry registry = new DefaultZkWatchRegistry(new SharedWatches(), Duration.ZERO, Runnable::run);
		registry.start();
		List<String> ids = IntStream.range(0, watches).mapToObj(Integer::toString).toList();
		long before = used();
		for (String id : ids) {
			registry.add(factory.data(PATH, payloads, WatchOptions.defaults().withId(id), (event) -> true));
			this.mirror.changed(state);
			this.executor.run();
		}
		// the payload itself, "19", is decoded for each
		long payload = 48;
		assertThat((used() - before) / watches - payload).isLessThan(400);
		registry.destroy();
	}

	private static long used() {
		for (int count = 0; count < 5; count++) {
			System.gc();
		}
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

}
