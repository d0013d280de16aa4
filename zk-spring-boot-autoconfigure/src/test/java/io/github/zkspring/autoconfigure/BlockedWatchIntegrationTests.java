package io.github.zkspring.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.watch.ZkDataWatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a watch method that never returns.
 */
@ExtendWith(OutputCaptureExtension.class)
class BlockedWatchIntegrationTests {

	private final CountDownLatch never = new CountDownLatch(1);

	@Test
	void logsBlockedWatchAndRunsOthers(CapturedOutput output) {
		AtomicReference<Long> closing = new AtomicReference<>(0L);
		try (ZooKeeperProcess server = ZooKeeperProcess.start();
				ForeignClient foreign = new ForeignClient(server.connectString())) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
						ZkLeaderAutoConfiguration.class))
				.withBean("blocked", Blocked.class, () -> new Blocked(this.never))
				.withBean("other", Other.class)
				.withBean("report", Report.class)
				.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.session-timeout=6s",
						"zk.watch.overdue-after=1s", "zk.watch.initial-sync-timeout=1s")
				.run((context) -> {
					foreign.write("/test/a", "1");
					await().until(() -> "1".equals(context.getBean(Other.class).last));
					Report report = context.getBean(Report.class);
					await().until(() -> {
						report.run();
						return report.runs() > 0;
					});
					server.restart();
					await().atMost(Timeouts.LONG).until(() -> {
						int before = report.runs();
						report.run();
						return report.runs() > before;
					});
					foreign.write("/test/a", "2");
					await().atMost(Timeouts.LONG).until(() -> "2".equals(context.getBean(Other.class).last));
					await().untilAsserted(() -> assertThat(output).contains("blocked.changed")
						.contains("BlockedWatchIntegrationTests$Blocked.changed"));
					closing.set(System.nanoTime());
				});
			assertThat(Duration.ofNanos(System.nanoTime() - closing.get())).isLessThan(Duration.ofSeconds(10));
		}
		finally {
			this.never.countDown();
		}
	}

	static class Blocked {

		private final CountDownLatch never;

		Blocked(CountDownLatch never) {
			this.never = never;
		}

		@ZkDataWatch("/test/a")
		void changed(@Nullable String text) {
			boolean open = false;
			while (!open) {
				try {
					this.never.await();
					open = true;
				}
				catch (InterruptedException ex) {
					// ignores interrupts
				}
			}
		}

	}

	static class Other {

		private volatile @Nullable String last;

		@ZkDataWatch("/test/a")
		void changed(@Nullable String text) {
			this.last = text;
		}

	}

	static class Report {

		private final AtomicInteger runs = new AtomicInteger();

		@LeaderOnly("reports")
		void run() {
			this.runs.incrementAndGet();
		}

		int runs() {
			return this.runs.get();
		}

	}

}
