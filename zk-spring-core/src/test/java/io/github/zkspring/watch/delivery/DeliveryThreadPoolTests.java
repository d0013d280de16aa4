package io.github.zkspring.watch.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DeliveryExecutor#newThreadPool()}.
 */
class DeliveryThreadPoolTests {

	private final ThreadPoolExecutor pool = (ThreadPoolExecutor) DeliveryExecutor.newThreadPool();

	private final CountDownLatch proceed = new CountDownLatch(1);

	@AfterEach
	void shutDown() {
		this.proceed.countDown();
		this.pool.shutdownNow();
	}

	@Test
	void growsPastBlockedTasks() throws Exception {
		for (int count = 0; count < 20; count++) {
			this.pool.execute(this::block);
		}
		CountDownLatch ran = new CountDownLatch(1);
		this.pool.execute(ran::countDown);
		assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.pool.getQueue()).isEmpty();
	}

	@Test
	void runsOnNamedDaemonThreads() {
		List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
		this.pool.execute(() -> threads.add(Thread.currentThread()));
		await().until(() -> threads.size() == 1);
		assertThat(threads.get(0).getName()).startsWith("zk-watch-");
		assertThat(threads.get(0).isDaemon()).isTrue();
	}

	@Test
	void usesIdleThreadAgain() {
		AtomicInteger ran = new AtomicInteger();
		for (int count = 1; count <= 20; count++) {
			this.pool.execute(ran::incrementAndGet);
			await().until(() -> ((LinkedTransferQueue<?>) this.pool.getQueue()).hasWaitingConsumer());
		}
		assertThat(ran).hasValue(20);
		assertThat(this.pool.getLargestPoolSize()).isEqualTo(1);
	}

	@Test
	void queuesTasksBeyondThreadLimitAndRunsThemAll() {
		AtomicInteger ran = new AtomicInteger();
		int tasks = DeliveryExecutor.MAX_THREADS + 50;
		for (int count = 0; count < tasks; count++) {
			this.pool.execute(() -> {
				block();
				ran.incrementAndGet();
			});
		}
		assertThat(this.pool.getPoolSize()).isEqualTo(DeliveryExecutor.MAX_THREADS);
		assertThat(this.pool.getQueue()).hasSize(50);
		this.proceed.countDown();
		await().until(() -> ran.get() == tasks);
		assertThat(this.pool.getLargestPoolSize()).isEqualTo(DeliveryExecutor.MAX_THREADS);
	}

	@Test
	void dropsTasksWhenShutDown() {
		AtomicInteger ran = new AtomicInteger();
		this.pool.shutdownNow();
		this.pool.execute(ran::incrementAndGet);
		assertThat(this.pool.getQueue()).isEmpty();
		assertThat(ran).hasValue(0);
	}

	private void block() {
		try {
			this.proceed.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
