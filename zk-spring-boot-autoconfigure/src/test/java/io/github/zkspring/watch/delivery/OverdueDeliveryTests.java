package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkspring.client.support.ZkEventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for running, overdue and interrupted deliveries of {@link DeliveryExecutor}.
 */
@ExtendWith(OutputCaptureExtension.class)
class OverdueDeliveryTests {

	private final AtomicInteger timers = new AtomicInteger();

	private final ZkEventLoop loop = new ZkEventLoop() {

		@Override
		public Future<?> schedule(Runnable task, Duration delay) {
			OverdueDeliveryTests.this.timers.incrementAndGet();
			return super.schedule(task, delay);
		}

	};

	private final CountDownLatch gate = new CountDownLatch(1);

	@AfterEach
	void close() {
		this.gate.countDown();
		this.loop.close();
	}

	@Test
	void logsOverdueCallAndAgainAfterTwiceTheTime(CapturedOutput output) {
		start(Duration.ofMillis(100), new SimpleAsyncTaskExecutor("method-"));
		await().atMost(Duration.ofSeconds(20)).until(() -> overdue(output).size() == 3);
		assertThat(overdue(output)).allSatisfy((line) -> assertThat(line).contains("WARN", "Overdue: the delivery",
				"on thread 'method-1'", "OverdueDeliveryTests.block("));
		assertThat(overdue(output).stream().map(OverdueDeliveryTests::millis)).isSorted()
			.satisfies((times) -> assertThat(times.get(2)).isGreaterThanOrEqualTo(400));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void logsOverdueCallOnVirtualThread(CapturedOutput output) {
		start(Duration.ofMillis(50), new VirtualThreadTaskExecutor("method-"));
		await().atMost(Duration.ofSeconds(20)).until(() -> !overdue(output).isEmpty());
		assertThat(overdue(output).get(0)).contains("on thread 'method-", "OverdueDeliveryTests.block(");
	}

	@Test
	void schedulesNoTimerWhileNoCallRuns() {
		start(Duration.ofMillis(20), new SimpleAsyncTaskExecutor());
		await().until(() -> this.timers.get() > 5);
		this.gate.countDown();
		AtomicInteger last = new AtomicInteger();
		await().during(Duration.ofMillis(200)).until(() -> last.getAndSet(this.timers.get()) == this.timers.get());
	}

	@Test
	void schedulesNoTimerWhenDisabled() {
		start(Duration.ZERO, new SimpleAsyncTaskExecutor());
		assertThat(this.timers).hasValue(0);
	}

	@Test
	void interruptsRunningCallWhenClosed() {
		AtomicBoolean interrupted = new AtomicBoolean();
		DeliveryExecutor dispatcher = new DeliveryExecutor(new SimpleAsyncTaskExecutor(), "executor", this.loop,
				Duration.ZERO);
		CountDownLatch entered = new CountDownLatch(1);
		delivery(dispatcher, () -> {
			entered.countDown();
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
			}
		}).signal();
		await().until(() -> entered.getCount() == 0);
		dispatcher.close();
		await().untilTrue(interrupted);
	}

	@Test
	void clearsInterruptBeforeNextCall() {
		List<Boolean> interrupted = new ArrayList<>();
		DeliveryExecutor dispatcher = new DeliveryExecutor(new SimpleAsyncTaskExecutor(), "executor", this.loop,
				Duration.ZERO);
		CountDownLatch over = new CountDownLatch(2);
		DeliveryTask[] again = new DeliveryTask[1];
		again[0] = delivery(dispatcher, () -> {
			interrupted.add(Thread.currentThread().isInterrupted());
			Thread.currentThread().interrupt();
			if (over.getCount() == 2) {
				again[0].signal();
			}
			over.countDown();
		});
		again[0].signal();
		await().until(() -> over.getCount() == 0);
		assertThat(interrupted).containsExactly(false, false);
	}

	private void start(Duration overdueAfter, Executor executor) {
		CountDownLatch entered = new CountDownLatch(1);
		delivery(new DeliveryExecutor(executor, "executor", this.loop, overdueAfter), () -> {
			entered.countDown();
			block();
		}).signal();
		await().until(() -> entered.getCount() == 0);
	}

	private void block() {
		try {
			this.gate.await(1, TimeUnit.MINUTES);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static DeliveryTask delivery(DeliveryExecutor executor, Runnable code) {
		DeliveryTask delivery = new DeliveryTask(executor, "the delivery", code);
		delivery.start();
		return delivery;
	}

	private static List<String> overdue(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("Overdue: ")).toList();
	}

	private static Integer millis(String line) {
		return Integer.valueOf(line.replaceFirst(".* running for (\\d+) ms .*", "$1"));
	}

}
