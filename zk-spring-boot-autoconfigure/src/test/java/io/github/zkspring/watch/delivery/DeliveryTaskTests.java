package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.zkspring.client.support.ZkEventLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DeliveryTask}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DeliveryTaskTests extends AbstractDeliveryTests {

	@Test
	void doesNotWaitForTasksThatNeverRan() throws Exception {
		Recording delivery = new Recording(executor((task) -> {
		}));
		delivery.task.signal();
		delivery.task.stop();
		assertThat(delivery.task.awaitEnd(System.nanoTime())).isTrue();
	}

	@Test
	void runsNoQueuedTaskWhileStopped() {
		List<Runnable> queued = new ArrayList<>();
		Recording delivery = new Recording(executor(queued::add));
		delivery.task.signal();
		delivery.task.stop();
		this.pool.execute(queued.get(0));
		delivery.task.start();
		await().untilAsserted(() -> {
			queued.forEach(this.pool::execute);
			assertThat(delivery.threads).hasSize(1);
		});
	}

	@Test
	void ignoresTheTimerOfAReplacedHold() {
		List<Runnable> timers = new ArrayList<>();
		ZkEventLoop unstoppable = new ZkEventLoop() {

			@Override
			public Future<?> schedule(Runnable task, Duration delay) {
				timers.add(task);
				return new CompletableFuture<>();
			}

		};
		DeliveryExecutor executor = executor(this.pool, unstoppable);
		Recording delivery = new Recording(executor);
		delivery.task.hold(Duration.ofSeconds(1));
		delivery.task.hold(Duration.ofSeconds(1));
		delivery.task.signal();
		timers.get(0).run();
		assertThat(delivery.threads).isEmpty();
		timers.get(1).run();
		await().untilAsserted(() -> assertThat(delivery.threads).hasSize(1));
	}

	@Test
	void runsOneMoreRoundForSignalsDuringARound() {
		DeliveryExecutor executor = executor(this.pool);
		CountDownLatch gate = new CountDownLatch(1);
		Recording delivery = new Recording(executor, gate);
		delivery.task.signal();
		await().until(() -> delivery.threads.size() == 1);
		for (int count = 0; count < 100; count++) {
			delivery.task.signal();
		}
		gate.countDown();
		await().until(() -> delivery.threads.size() == 2);
		delivery.task.signal();
		await().until(() -> delivery.threads.size() == 3);
	}

	@Test
	void continuesAfterARoundThatThrows(CapturedOutput output) {
		AtomicInteger rounds = new AtomicInteger();
		DeliveryTask task = new DeliveryTask(executor(this.pool), "watch", () -> {
			if (rounds.incrementAndGet() == 1) {
				throw new StackOverflowError();
			}
		});
		task.start();
		task.signal();
		await().until(() -> output.toString().contains("StackOverflowError"));
		task.signal();
		await().until(() -> rounds.get() == 2);
	}

	@Test
	void doesNotWaitForItself() {
		AtomicInteger ended = new AtomicInteger();
		AtomicReference<DeliveryTask> task = new AtomicReference<>();
		task.set(new DeliveryTask(executor(this.pool), "watch", () -> {
			try {
				if (task.get().awaitEnd(System.nanoTime())) {
					ended.incrementAndGet();
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}));
		task.get().start();
		task.get().signal();
		await().until(() -> ended.get() == 1);
	}

}
