package io.github.zkspring.watch.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkspring.client.support.ZkEventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Dispatcher} and {@link SerialDelivery}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DispatcherTests {

	private final ZkEventLoop loop = new ZkEventLoop();

	private final ExecutorService pool = Executors.newFixedThreadPool(3);

	private final List<Dispatcher> dispatchers = new ArrayList<>();

	@AfterEach
	void close() {
		this.dispatchers.forEach(Dispatcher::close);
		this.pool.shutdownNow();
		this.loop.close();
	}

	@Test
	void deliversOnThreadsOfItsOwnWhenTheExecutorRunsInTheCaller(CapturedOutput output) {
		Thread caller = Thread.currentThread();
		Dispatcher dispatcher = dispatcher(new SyncTaskExecutor());
		for (int count = 0; count < 3; count++) {
			Recording delivery = new Recording(dispatcher);
			delivery.signal();
			await().untilAsserted(() -> assertThat(delivery.threads).hasSize(1)
				.doesNotContain(caller)
				.allMatch((thread) -> thread.getName().startsWith("zk-watch-")));
		}
		assertThat(StringUtils.countOccurrencesOf(output.toString(),
				"The executor bean 'customExecutor' runs tasks in the caller"))
			.isOne();
	}

	@Test
	void deliversOnThreadsOfItsOwnWhenTheRejectionPolicyRunsInTheCaller() {
		Thread caller = Thread.currentThread();
		CountDownLatch gate = new CountDownLatch(1);
		ThreadPoolExecutor small = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new SynchronousQueue<>(),
				new ThreadPoolExecutor.CallerRunsPolicy());
		try {
			Dispatcher dispatcher = dispatcher(small);
			Recording blocking = new Recording(dispatcher, gate);
			Recording other = new Recording(dispatcher);
			blocking.signal();
			other.signal();
			await().untilAsserted(() -> assertThat(other.threads).hasSize(1).doesNotContain(caller));
		}
		finally {
			gate.countDown();
			small.shutdownNow();
		}
	}

	@Test
	void deliversOnTheExecutorWhenOneOfItsThreadsSignals() {
		Dispatcher dispatcher = dispatcher(this.pool);
		Recording delivery = new Recording(dispatcher);
		this.pool.execute(delivery::signal);
		await().untilAsserted(() -> assertThat(delivery.threads).hasSize(1)
			.allMatch((thread) -> thread.getName().startsWith("pool-")));
	}

	@Test
	void deliversLaterWhatTheExecutorRefuses(CapturedOutput output) {
		AtomicInteger refusals = new AtomicInteger();
		Dispatcher dispatcher = dispatcher((task) -> {
			if (refusals.incrementAndGet() <= 4) {
				throw new RejectedExecutionException("a fault of this test");
			}
			this.pool.execute(task);
		});
		List<Recording> deliveries = List.of(new Recording(dispatcher), new Recording(dispatcher),
				new Recording(dispatcher));
		deliveries.forEach(SerialDelivery::signal);
		deliveries.forEach(SerialDelivery::signal);
		await().untilAsserted(() -> assertThat(deliveries).allMatch((delivery) -> delivery.threads.size() == 1));
		assertThat(StringUtils.countOccurrencesOf(output.toString(), "The executor bean 'customExecutor' refuses"))
			.isOne();
	}

	@Test
	void deliversLaterWhenThereIsNoThread() {
		AtomicInteger refusals = new AtomicInteger();
		Dispatcher dispatcher = dispatcher((task) -> {
			if (refusals.incrementAndGet() == 1) {
				throw new OutOfMemoryError("unable to create native thread (a fault of this test)");
			}
			this.pool.execute(task);
		});
		Recording delivery = new Recording(dispatcher);
		delivery.signal();
		await().untilAsserted(() -> assertThat(delivery.threads).hasSize(1));
	}

	@Test
	void doesNotWaitForTasksTheExecutorNeverRan() throws Exception {
		Recording delivery = new Recording(dispatcher((task) -> {
		}));
		delivery.signal();
		assertThat(delivery.awaitEnd(System.nanoTime())).isTrue();
	}

	@Test
	void runsNothingThatWasQueuedOnTheExecutorWhenSuspended() {
		List<Runnable> queued = new ArrayList<>();
		Recording delivery = new Recording(dispatcher(queued::add));
		delivery.signal();
		delivery.suspendRounds();
		this.pool.execute(queued.get(0));
		delivery.unsuspend();
		await().untilAsserted(() -> {
			queued.forEach(this.pool::execute);
			assertThat(delivery.threads).hasSize(1);
		});
	}

	@Test
	void keepsThePauseThatReplacedAnotherWhoseTimerCouldNotBeStopped() {
		List<Runnable> timers = new ArrayList<>();
		ZkEventLoop unstoppable = new ZkEventLoop() {

			@Override
			public Future<?> schedule(Runnable task, Duration delay) {
				timers.add(task);
				return new CompletableFuture<>();
			}

		};
		Dispatcher dispatcher = new Dispatcher(this.pool, "customExecutor", unstoppable, Duration.ZERO);
		Recording delivery = new Recording(dispatcher);
		delivery.hold(Duration.ofSeconds(1));
		delivery.hold(Duration.ofSeconds(1));
		delivery.signal();
		timers.get(0).run();
		assertThat(delivery.is(DeliveryState.HELD)).isTrue();
		timers.get(1).run();
		await().untilAsserted(() -> assertThat(delivery.threads).hasSize(1));
	}

	@Test
	void givesOneMoreRoundForSignalsDuringARound() {
		Dispatcher dispatcher = dispatcher(this.pool);
		CountDownLatch gate = new CountDownLatch(1);
		Recording delivery = new Recording(dispatcher, gate);
		delivery.signal();
		await().until(() -> delivery.threads.size() == 1);
		for (int count = 0; count < 100; count++) {
			delivery.signal();
		}
		gate.countDown();
		await().until(() -> delivery.threads.size() == 2);
		delivery.signal();
		await().until(() -> delivery.threads.size() == 3);
	}

	@Test
	void goesOnAfterARoundThatThrows(CapturedOutput output) {
		AtomicInteger rounds = new AtomicInteger();
		SerialDelivery delivery = new SerialDelivery(dispatcher(this.pool)) {

			@Override
			protected void deliver() {
				if (rounds.incrementAndGet() == 1) {
					throw new StackOverflowError();
				}
			}

		};
		delivery.unsuspend();
		delivery.signal();
		await().until(() -> output.toString().contains("StackOverflowError"));
		delivery.signal();
		await().until(() -> rounds.get() == 2);
	}

	@Test
	void doesNotWaitForItself() {
		AtomicInteger ended = new AtomicInteger();
		Dispatcher dispatcher = dispatcher(this.pool);
		SerialDelivery delivery = new SerialDelivery(dispatcher) {

			@Override
			protected void deliver() {
				try {
					if (dispatcher.calls().call(this, () -> awaitEnd(System.nanoTime()))) {
						ended.incrementAndGet();
					}
				}
				catch (Throwable ex) {
					throw new IllegalStateException(ex);
				}
			}

		};
		delivery.unsuspend();
		delivery.signal();
		await().until(() -> ended.get() == 1);
	}

	private Dispatcher dispatcher(Executor executor) {
		Dispatcher dispatcher = new Dispatcher(executor, "customExecutor", this.loop, Duration.ZERO);
		this.dispatchers.add(dispatcher);
		return dispatcher;
	}

	private static final class Recording extends SerialDelivery {

		private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

		private final CountDownLatch gate;

		private Recording(Dispatcher dispatcher) {
			this(dispatcher, new CountDownLatch(0));
		}

		private Recording(Dispatcher dispatcher, CountDownLatch gate) {
			super(dispatcher);
			this.gate = gate;
			unsuspend();
		}

		@Override
		protected void deliver() {
			this.threads.add(Thread.currentThread());
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
