package io.github.zkspring.client.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.github.zkspring.faults.CapturedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ZkEventLoop}.
 */
class ZkEventLoopTests {

	@RegisterExtension
	private final CapturedLog log = new CapturedLog();

	private final ZkEventLoop loop = new ZkEventLoop();

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
	void continuesAfterTaskThrows() {
		this.loop.execute(() -> {
			throw new IllegalStateException("a fault of this test");
		});
		drain();
		assertThat(this.log.text()).contains("A task of the ZooKeeper engines failed").contains("a fault of this test");
	}

	@Test
	void runsScheduledTaskAfterItsDelay() throws Exception {
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
	void runsTaskOnTheCallingThreadWhenNothingRuns() {
		AtomicReference<Thread> thread = new AtomicReference<>();
		this.loop.run(() -> thread.set(Thread.currentThread()));
		assertThat(thread).hasValue(Thread.currentThread());
	}

	@Test
	void runsNestedTaskAfterItsParent() {
		List<Integer> seen = new ArrayList<>();
		this.loop.run(() -> {
			this.loop.run(() -> seen.add(2));
			this.loop.run(() -> seen.add(3));
			seen.add(1);
		});
		assertThat(seen).containsExactly(1, 2, 3);
	}

	@Test
	void runsTaskOnThreadThatIsRunningTasks() throws Exception {
		CompletableFuture<Void> begun = new CompletableFuture<>();
		CompletableFuture<Void> gate = new CompletableFuture<>();
		List<Thread> threads = new CopyOnWriteArrayList<>();
		Thread other = new Thread(() -> this.loop.run(() -> {
			begun.complete(null);
			gate.join();
		}));
		other.start();
		begun.get(10, TimeUnit.SECONDS);
		this.loop.run(() -> threads.add(Thread.currentThread()));
		assertThat(threads).isEmpty();
		gate.complete(null);
		other.join();
		assertThat(threads).containsExactly(other);
	}

	@Test
	void runsExecutedTasksOnThreadOfLoop() throws Exception {
		List<String> threads = new CopyOnWriteArrayList<>();
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.loop.run(() -> {
			this.loop.execute(() -> threads.add(Thread.currentThread().getName()));
			this.loop.run(() -> {
				threads.add(Thread.currentThread().getName());
				done.complete(null);
			});
		});
		done.get(10, TimeUnit.SECONDS);
		assertThat(threads).containsExactly("zk-engine", "zk-engine");
	}

	@Test
	void releasesCallingThreadAfterItsShare() throws Exception {
		List<Thread> threads = new CopyOnWriteArrayList<>();
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.loop.run(() -> {
			IntStream.range(0, 200).forEach((number) -> this.loop.run(() -> threads.add(Thread.currentThread())));
			this.loop.run(() -> done.complete(null));
		});
		done.get(10, TimeUnit.SECONDS);
		assertThat(threads).hasSize(200);
		assertThat(threads.stream().filter(Thread.currentThread()::equals)).hasSizeBetween(1, 64);
	}

	@Test
	void continuesAfterError() {
		this.loop.run(() -> {
			throw new NoClassDefFoundError("an error of this test");
		});
		AtomicBoolean ran = new AtomicBoolean();
		this.loop.run(() -> ran.set(true));
		assertThat(ran).isTrue();
		assertThat(this.log.text()).contains("an error of this test");
	}

	@Test
	void runsOneTaskAtATimeInOrderOfEachThread() throws Exception {
		int threads = 4;
		int each = 5000;
		List<List<Integer>> seen = IntStream.range(0, threads)
			.<List<Integer>>mapToObj((thread) -> new ArrayList<>())
			.toList();
		AtomicBoolean running = new AtomicBoolean();
		AtomicBoolean overlapped = new AtomicBoolean();
		List<Thread> callers = IntStream.range(0, threads).mapToObj((thread) -> new Thread(() -> {
			for (int number = 0; number < each; number++) {
				int task = number;
				Runnable action = () -> {
					overlapped.compareAndSet(false, !running.compareAndSet(false, true));
					seen.get(thread).add(task);
					running.set(false);
				};
				if (number % 7 == 0) {
					this.loop.execute(action);
				}
				else if (number % 11 == 0) {
					this.loop.schedule(() -> this.loop.run(() -> {
					}), Duration.ZERO);
					this.loop.run(action);
				}
				else {
					this.loop.run(action);
				}
			}
		})).toList();
		callers.forEach(Thread::start);
		for (Thread caller : callers) {
			caller.join();
		}
		drain();
		assertThat(overlapped).isFalse();
		assertThat(seen).allSatisfy((tasks) -> assertThat(tasks).hasSize(each).isSorted());
	}

	@Test
	void doesNotRunTaskCancelledWhileQueued() throws Exception {
		AtomicBoolean ran = new AtomicBoolean();
		CompletableFuture<Void> passed = new CompletableFuture<>();
		this.loop.run(() -> {
			Future<?> timer = this.loop.schedule(() -> ran.set(true), Duration.ZERO);
			CompletableFuture.runAsync(() -> passed.complete(null),
					CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
			passed.join();
			timer.cancel(false);
		});
		drain();
		assertThat(ran).isFalse();
	}

	@Test
	void dropsTasksWhenClosed() {
		AtomicBoolean ran = new AtomicBoolean();
		Future<?> waiting = this.loop.schedule(() -> ran.set(true), Duration.ofHours(1));
		this.loop.close();
		this.loop.execute(() -> ran.set(true));
		this.loop.run(() -> ran.set(true));
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
