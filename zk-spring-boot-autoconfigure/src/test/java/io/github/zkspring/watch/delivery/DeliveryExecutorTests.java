package io.github.zkspring.watch.delivery;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DeliveryExecutor}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DeliveryExecutorTests extends AbstractDeliveryTests {

	@Test
	void usesOwnThreadsWhenTheExecutorRunsTasksInTheCaller(CapturedOutput output) {
		Thread caller = Thread.currentThread();
		DeliveryExecutor executor = executor(new SyncTaskExecutor());
		for (int count = 0; count < 3; count++) {
			Recording delivery = new Recording(executor);
			delivery.task.signal();
			await().untilAsserted(() -> assertThat(delivery.threads).hasSize(1)
				.doesNotContain(caller)
				.allMatch((thread) -> thread.getName().startsWith("zk-watch-")));
		}
		assertThat(StringUtils.countOccurrencesOf(output.toString(),
				"The executor bean 'customExecutor' runs tasks in the caller"))
			.isOne();
	}

	@Test
	void usesOwnThreadsWhenTheRejectionPolicyRunsTasksInTheCaller() {
		Thread caller = Thread.currentThread();
		CountDownLatch gate = new CountDownLatch(1);
		ThreadPoolExecutor small = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new SynchronousQueue<>(),
				new ThreadPoolExecutor.CallerRunsPolicy());
		try {
			DeliveryExecutor executor = executor(small);
			Recording blocking = new Recording(executor, gate);
			Recording other = new Recording(executor);
			blocking.task.signal();
			other.task.signal();
			await().untilAsserted(() -> assertThat(other.threads).hasSize(1).doesNotContain(caller));
		}
		finally {
			gate.countDown();
			small.shutdownNow();
		}
	}

	@Test
	void usesTheExecutorWhenOneOfItsThreadsSignals() {
		DeliveryExecutor executor = executor(this.pool);
		Recording delivery = new Recording(executor);
		this.pool.execute(delivery.task::signal);
		await().untilAsserted(() -> assertThat(delivery.threads).hasSize(1)
			.allMatch((thread) -> thread.getName().startsWith("pool-")));
	}

	@Test
	void submitsRejectedTasksAgain(CapturedOutput output) {
		AtomicInteger refusals = new AtomicInteger();
		DeliveryExecutor executor = executor((task) -> {
			if (refusals.incrementAndGet() <= 4) {
				throw new RejectedExecutionException("a fault of this test");
			}
			this.pool.execute(task);
		});
		List<Recording> deliveries = List.of(new Recording(executor), new Recording(executor), new Recording(executor));
		deliveries.forEach((delivery) -> delivery.task.signal());
		deliveries.forEach((delivery) -> delivery.task.signal());
		await().untilAsserted(() -> assertThat(deliveries).allMatch((delivery) -> delivery.threads.size() == 1));
		assertThat(StringUtils.countOccurrencesOf(output.toString(), "The executor bean 'customExecutor' rejects"))
			.isOne();
	}

	@Test
	void submitsTasksAgainWhenNoThreadCanBeCreated() {
		AtomicInteger refusals = new AtomicInteger();
		DeliveryExecutor executor = executor((task) -> {
			if (refusals.incrementAndGet() == 1) {
				throw new OutOfMemoryError("unable to create native thread (a fault of this test)");
			}
			this.pool.execute(task);
		});
		Recording delivery = new Recording(executor);
		delivery.task.signal();
		await().untilAsserted(() -> assertThat(delivery.threads).hasSize(1));
	}

}
