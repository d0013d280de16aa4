package io.github.zkspring.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EngineLoop}.
 */
@ExtendWith(OutputCaptureExtension.class)
class EngineLoopTests {

	private final EngineLoop loop = new EngineLoop();

	@AfterEach
	void close() {
		this.loop.close();
	}

	@Test
	void runsTasksInOrderOnOneDaemonThread() throws Exception {
		List<Integer> seen = new ArrayList<>();
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		IntStream.range(0, 1000).forEach((number) -> this.loop.execute(() -> seen.add(number)));
		this.loop.execute(() -> thread.complete(Thread.currentThread()));
		assertThat(thread.get(10, TimeUnit.SECONDS)).returns("zk-engine", Thread::getName)
			.returns(true, Thread::isDaemon);
		assertThat(seen).hasSize(1000).isSorted();
	}

	@Test
	void logsTaskThatThrowsAndGoesOn(CapturedOutput output) {
		this.loop.execute(() -> {
			throw new IllegalStateException("a fault of this test");
		});
		drain();
		assertThat(output).contains("A task of the ZooKeeper engines failed").contains("a fault of this test");
	}

	@Test
	void runsScheduledTaskNoEarlier() throws Exception {
		long start = System.nanoTime();
		CompletableFuture<Long> ran = new CompletableFuture<>();
		this.loop.schedule(() -> ran.complete(System.nanoTime()), Duration.ofMillis(50));
		assertThat(Duration.ofNanos(ran.get(10, TimeUnit.SECONDS) - start))
			.isGreaterThanOrEqualTo(Duration.ofMillis(50));
	}

	@Test
	void doesNotRunCancelledTask() throws Exception {
		CompletableFuture<Void> gate = new CompletableFuture<>();
		this.loop.execute(gate::join);
		AtomicBoolean ran = new AtomicBoolean();
		Future<?> cancelled = this.loop.schedule(() -> ran.set(true), Duration.ZERO);
		cancelled.cancel(false);
		CompletableFuture<Void> later = new CompletableFuture<>();
		this.loop.schedule(() -> later.complete(null), Duration.ofMillis(1));
		gate.complete(null);
		later.get(10, TimeUnit.SECONDS);
		assertThat(ran).isFalse();
	}

	@Test
	void dropsTasksWhenClosed() {
		AtomicBoolean ran = new AtomicBoolean();
		Future<?> waiting = this.loop.schedule(() -> ran.set(true), Duration.ofHours(1));
		this.loop.close();
		this.loop.execute(() -> ran.set(true));
		assertThat(this.loop.schedule(() -> ran.set(true), Duration.ZERO)).isCancelled();
		assertThat(waiting.isDone()).isFalse();
		assertThat(ran).isFalse();
	}

	private void drain() {
		CompletableFuture<Void> drained = new CompletableFuture<>();
		this.loop.execute(() -> drained.complete(null));
		drained.orTimeout(10, TimeUnit.SECONDS).join();
	}

}
