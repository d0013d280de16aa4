package io.github.zkspring.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Where methods of watches run, what is done about those that take long or fail, and how
 * they end.
 */
@ExtendWith(OutputCaptureExtension.class)
class WatchExecutionIntegrationTests extends AbstractWatchIntegrationTests {

	@Test
	void neverRunsOnTheThreadThatSignalsWhenTheExecutorRunsInTheCaller(CapturedOutput output) {
		executor(SyncTaskExecutor::new).run((context) -> {
			Threads threads = context.getBean(Threads.class);
			foreign.write("/test/a", "1");
			await().until(() -> threads.calls.size() == 2);
			assertThat(threads.calls).allMatch((thread) -> thread.getName().startsWith("zk-watch-"));
			assertThat(output).containsOnlyOnce("The executor bean 'zkWatchExecutor' runs tasks in the caller");
		});
	}

	@Test
	void neverRunsOnTheThreadThatSignalsWhenThePoolIsFullAndRunsInTheCaller() {
		executor(() -> {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setCorePoolSize(1);
			executor.setMaxPoolSize(1);
			executor.setQueueCapacity(0);
			executor.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
			executor.setThreadNamePrefix("small-");
			executor.initialize();
			return executor;
		}).withBean("one", Threads.class).withBean("two", Threads.class).run((context) -> {
			for (Threads threads : context.getBeansOfType(Threads.class).values()) {
				assertThat(threads.calls).allMatch(
						(thread) -> thread.getName().startsWith("zk-watch-") || thread.getName().startsWith("small-"));
			}
		});
	}

	@Test
	void losesNothingWhenTheExecutorRefuses(CapturedOutput output) {
		AtomicInteger refusals = new AtomicInteger();
		executor(() -> (task) -> {
			if (refusals.incrementAndGet() % 3 != 0) {
				throw new RejectedExecutionException("a fault of this test");
			}
			new Thread(task, "accepted").start();
		}).run((context) -> {
			Threads threads = context.getBean(Threads.class);
			foreign.write("/test/a", "1");
			await().until(() -> threads.calls.size() == 2);
			assertThat(output).containsOnlyOnce("The executor bean 'zkWatchExecutor' rejects");
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void runsOnVirtualThreads() {
		this.contextRunner.withPropertyValues("spring.threads.virtual.enabled=true")
			.withBean("threads", Threads.class)
			.run((context) -> assertThat(context.getBean(Threads.class).calls).hasSize(1)
				.allMatch((thread) -> thread.toString().startsWith("VirtualThread")));
	}

	@Test
	void namesAMethodThatTakesLongWithItsStack(CapturedOutput output) {
		this.contextRunner.withBean("blocking", Blocking.class)
			.withPropertyValues("zk.watch.overdue-after=200ms")
			.run((context) -> {
				foreign.write("/test/a", "1");
				await().until(() -> output.toString().contains("Overdue: "));
				String line = output.toString()
					.lines()
					.filter((text) -> text.contains("Overdue: "))
					.findFirst()
					.orElseThrow();
				assertThat(line).contains("watch 'blocking.changed' on '/test/a'", "bean 'blocking'",
						"Blocking.changed'", "ms on thread 'zk-watch-", "CountDownLatch.await", "Blocking.changed(");
				context.getBean(Blocking.class).gate.countDown();
			});
	}

	@Test
	void endsInTimeAndInterruptsAMethodThatBlocks(CapturedOutput output) {
		Blocking blocking = new Blocking();
		long[] begin = new long[1];
		this.contextRunner.withBean("blocking", Blocking.class, () -> blocking).run((context) -> {
			foreign.write("/test/a", "1");
			blocking.entered.await();
			begin[0] = System.nanoTime();
		});
		assertThat(Duration.ofNanos(System.nanoTime() - begin[0])).isLessThan(Duration.ofSeconds(6));
		await().until(() -> blocking.interrupted);
		assertThat(output).contains("still run after the watches were stopped: [blocking.changed]")
			.doesNotContain("the method failed");
	}

	@Test
	void dropsQueuedCallsWhenContextCloses() {
		List<Runnable> queued = Collections.synchronizedList(new ArrayList<>());
		Threads threads = new Threads();
		this.contextRunner.withBean("threads", Threads.class, () -> threads)
			.withBean("zkWatchExecutor", Executor.class, () -> queued::add)
			.withPropertyValues("zk.watch.initial-sync-timeout=10ms")
			.run((context) -> await().until(() -> queued.size() == 1));
		queued.forEach(Runnable::run);
		assertThat(threads.calls).isEmpty();
	}

	@Test
	void redeliversNewestStateByRetryPolicy() {
		foreign.write("/test/a", "1");
		this.contextRunner
			.withBean(WatchErrorHandler.class,
					() -> WatchErrorHandler
						.retrying(RetryPolicy.builder().maxRetries(5).delay(Duration.ofMillis(50)).build()))
			.withBean(FailingTwice.class)
			.run((context) -> {
				FailingTwice bean = context.getBean(FailingTwice.class);
				await().untilAsserted(() -> assertThat(bean.calls).containsExactly(1, 1, 1));
				foreign.write("/test/a", "2");
				await().untilAsserted(() -> assertThat(bean.calls).containsExactly(1, 1, 1, 2));
			});
	}

	private ApplicationContextRunner executor(Supplier<Executor> executor) {
		return this.contextRunner.withBean("threads", Threads.class)
			.withBean("zkWatchExecutor", Executor.class, executor);
	}

	static class Threads {

		final List<Thread> calls = Collections.synchronizedList(new ArrayList<>());

		@ZkDataWatch("/test/a")
		void changed(@Nullable Integer number) {
			this.calls.add(Thread.currentThread());
		}

	}

	static class Blocking {

		final CountDownLatch entered = new CountDownLatch(1);

		final CountDownLatch gate = new CountDownLatch(1);

		volatile boolean interrupted;

		@ZkDataWatch("/test/a")
		void changed(@Nullable Integer number) throws InterruptedException {
			if (number != null) {
				this.entered.countDown();
				try {
					this.gate.await();
				}
				catch (InterruptedException ex) {
					this.interrupted = true;
					throw ex;
				}
			}
		}

	}

	static class FailingTwice {

		final List<@Nullable Integer> calls = Collections.synchronizedList(new ArrayList<>());

		@ZkDataWatch("/test/a")
		void changed(@Nullable Integer number) {
			this.calls.add(number);
			if (this.calls.size() <= 2) {
				throw new IllegalStateException("a fault of this test");
			}
		}

	}

}
