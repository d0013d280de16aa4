package io.github.zkspring.client.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.zkspring.faults.CapturedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SerialTask}.
 */
class SerialTaskTests {

	@RegisterExtension
	private final CapturedLog log = new CapturedLog();

	private final ExecutorService executor = Executors.newCachedThreadPool(ZkThreads.numbered("serial-task-"));

	private final CountDownLatch started = new CountDownLatch(1);

	private final CountDownLatch proceed = new CountDownLatch(1);

	@AfterEach
	void shutDown() {
		this.executor.shutdownNow();
	}

	@Test
	void runsAfterEverySignal() {
		AtomicInteger runs = new AtomicInteger();
		SerialTask task = new SerialTask(Runnable::run, runs::incrementAndGet);
		task.signal();
		task.signal();
		assertThat(runs).hasValue(2);
	}

	@RepeatedTest(10)
	void neverRunsConcurrentlyAndMissesNoSignal() throws Exception {
		AtomicInteger running = new AtomicInteger();
		AtomicBoolean overlapped = new AtomicBoolean();
		AtomicLong written = new AtomicLong();
		AtomicLong seen = new AtomicLong();
		SerialTask task = new SerialTask(this.executor, () -> {
			overlapped.compareAndSet(false, running.incrementAndGet() != 1);
			seen.set(written.get());
			running.decrementAndGet();
		});
		List<Future<?>> writers = new ArrayList<>();
		for (int writer = 0; writer < 4; writer++) {
			writers.add(this.executor.submit(() -> {
				for (int count = 0; count < 2000; count++) {
					written.incrementAndGet();
					task.signal();
				}
			}));
		}
		for (Future<?> writer : writers) {
			writer.get();
		}
		assertThat(task.awaitEnd(in(Duration.ofSeconds(10)))).isTrue();
		assertThat(seen).hasValue(8000);
		assertThat(overlapped).isFalse();
	}

	@Test
	void runsOnceForAllSignalsReceivedDuringRun() throws Exception {
		AtomicInteger runs = new AtomicInteger();
		SerialTask task = blockedTask(runs);
		task.signal();
		task.signal();
		task.signal();
		this.proceed.countDown();
		assertThat(task.awaitEnd(in(Duration.ofSeconds(10)))).isTrue();
		assertThat(runs).hasValue(2);
	}

	@Test
	void doesNotRunAfterClose() throws Exception {
		AtomicInteger runs = new AtomicInteger();
		SerialTask task = blockedTask(runs);
		task.signal();
		task.close();
		this.proceed.countDown();
		assertThat(task.awaitEnd(in(Duration.ofSeconds(10)))).isTrue();
		task.signal();
		assertThat(task.awaitEnd(in(Duration.ofSeconds(10)))).isTrue();
		assertThat(runs).hasValue(1);
	}

	@Test
	void awaitsEndUntilDeadline() throws Exception {
		SerialTask task = new SerialTask(this.executor, () -> join(this.proceed));
		task.signal();
		assertThat(task.awaitEnd(in(Duration.ofMillis(20)))).isFalse();
		assertThat(task.awaitEnd(in(Duration.ofMillis(-20)))).isFalse();
		this.proceed.countDown();
		assertThat(task.awaitEnd(in(Duration.ofSeconds(10)))).isTrue();
	}

	@Test
	void isIdleBeforeFirstSignal() throws Exception {
		SerialTask task = new SerialTask(this.executor, () -> {
		});
		assertThat(task.awaitEnd(in(Duration.ZERO))).isTrue();
	}

	@Test
	void runsWithNextSignalWhenExecutorRejectsTask() throws Exception {
		AtomicBoolean full = new AtomicBoolean(true);
		AtomicInteger runs = new AtomicInteger();
		SerialTask task = new SerialTask((command) -> {
			if (full.get()) {
				throw new RejectedExecutionException("full");
			}
			command.run();
		}, runs::incrementAndGet);
		task.signal();
		assertThat(runs).hasValue(0);
		assertThat(task.awaitEnd(in(Duration.ZERO))).isTrue();
		assertThat(this.log.text()).contains("rejected a task");
		full.set(false);
		task.signal();
		assertThat(runs).hasValue(1);
	}

	@Test
	void runsWithNextSignalWhenRunThrows() {
		AtomicInteger runs = new AtomicInteger();
		SerialTask task = new SerialTask(this.executor, () -> {
			if (runs.incrementAndGet() == 1) {
				throw new IllegalStateException("a fault of this test");
			}
		});
		task.signal();
		await().until(() -> task.awaitEnd(in(Duration.ofSeconds(1))));
		task.signal();
		await().until(() -> runs.get() == 2);
	}

	@Test
	void keepsSignalReceivedDuringRunThatThrows() throws Exception {
		AtomicInteger runs = new AtomicInteger();
		SerialTask task = new SerialTask(this.executor, () -> {
			if (runs.incrementAndGet() == 1) {
				this.started.countDown();
				join(this.proceed);
				throw new IllegalStateException("a fault of this test");
			}
		});
		task.signal();
		this.started.await();
		task.signal();
		this.proceed.countDown();
		await().atMost(Duration.ofSeconds(2)).until(() -> runs.get() == 2);
	}

	@Test
	void keepsSignalsWhilePaused() {
		AtomicInteger runs = new AtomicInteger();
		SerialTask task = new SerialTask(Runnable::run, runs::incrementAndGet);
		task.pause();
		task.signal();
		task.signal();
		assertThat(runs).hasValue(0);
		task.resume();
		assertThat(runs).hasValue(1);
		task.pause();
		task.resume();
		assertThat(runs).hasValue(1);
	}

	@Test
	void runThatPausesIsFollowedByNextOneAfterResume() throws Exception {
		AtomicInteger runs = new AtomicInteger();
		SerialTask[] task = new SerialTask[1];
		task[0] = new SerialTask(this.executor, () -> {
			runs.incrementAndGet();
			task[0].pause();
			task[0].signal();
		});
		task[0].signal();
		await().until(() -> task[0].awaitEnd(in(Duration.ofSeconds(1))));
		assertThat(runs).hasValue(1);
		task[0].resume();
		await().until(() -> runs.get() == 2);
	}

	@Test
	void isIdleWhenPausedAlthoughExecutorHasNotRunTheTask() throws Exception {
		List<Runnable> queue = new ArrayList<>();
		AtomicInteger runs = new AtomicInteger();
		SerialTask task = new SerialTask(queue::add, runs::incrementAndGet);
		task.signal();
		assertThat(task.awaitEnd(in(Duration.ofMillis(20)))).isFalse();
		task.pause();
		assertThat(task.awaitEnd(in(Duration.ZERO))).isTrue();
		queue.remove(0).run();
		assertThat(runs).hasValue(0);
		task.resume();
		queue.remove(0).run();
		assertThat(runs).hasValue(1);
	}

	@Test
	void doesNotWaitForItself() throws Exception {
		AtomicBoolean ended = new AtomicBoolean();
		SerialTask[] task = new SerialTask[1];
		task[0] = new SerialTask(Runnable::run, () -> {
			try {
				ended.set(task[0].awaitEnd(in(Duration.ofSeconds(10))));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		task[0].signal();
		assertThat(ended).isTrue();
	}

	private static long in(Duration duration) {
		return System.nanoTime() + duration.toNanos();
	}

	private SerialTask blockedTask(AtomicInteger runs) throws InterruptedException {
		SerialTask task = new SerialTask(this.executor, () -> {
			runs.incrementAndGet();
			this.started.countDown();
			join(this.proceed);
		});
		task.signal();
		this.started.await();
		return task;
	}

	private static void join(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
