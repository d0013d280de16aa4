package io.github.zkspring.autoconfigure.watch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.health.ZkHealthContributorAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.metrics.ZkMetricsAutoConfiguration;
import io.github.zkspring.autoconfigure.template.ZkTemplateAutoConfiguration;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZkWatchRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ZkWatchAutoConfiguration}.
 */
class ZkWatchAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
				ZkLeaderAutoConfiguration.class, ZkTemplateAutoConfiguration.class,
				ZkHealthContributorAutoConfiguration.class, ZkMetricsAutoConfiguration.class))
		.withPropertyValues("zk.startup.on-unavailable=continue", "zk.connect-string=127.0.0.1:1");

	@Test
	void definesExecutorThatIsNotDefaultCandidate() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.withBean(NeedsExecutor.class)
			.run((context) -> {
				assertThat(context).hasBean("zkWatchExecutor").hasBean("applicationTaskExecutor");
				assertThat(context.getBean(NeedsExecutor.class).executor)
					.isSameAs(context.getBean("applicationTaskExecutor"));
				assertThat(threadOf(context.getBean("zkWatchExecutor", Executor.class))).startsWith("zk-watch-");
			});
	}

	@Test
	void usesExecutorOfApplication() {
		this.contextRunner.withBean("zkWatchExecutor", SyncTaskExecutor.class, SyncTaskExecutor::new)
			.run((context) -> assertThat(context).hasNotFailed()
				.getBean("zkWatchExecutor")
				.isInstanceOf(SyncTaskExecutor.class));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void usesVirtualThreadsWhenEnabled() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> {
				assertThat(context).getBean("zkWatchExecutor").isInstanceOf(VirtualThreadTaskExecutor.class);
				assertThat(threadOf(context.getBean("zkWatchExecutor", Executor.class))).startsWith("zk-watch-");
				assertThat(context).hasBean("applicationTaskExecutor");
			});
	}

	@Test
	void worksWithoutJackson() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("tools.jackson"))
			.withBean(Numbers.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ZkWatchRegistry.class)
				.doesNotHaveBean("zkJsonCodec"));
	}

	@Test
	void namesMissingDependencyForRecords() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("tools.jackson"))
			.withBean("settings", Records.class, Records::new)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(InvalidZkMethodException.class, (ex) -> {
					assertThat(ex).hasMessageContaining("Bean 'settings'").hasMessageContaining("Records.changed");
					assertThat(ex.getAction()).contains("org.springframework.boot:spring-boot-starter-jackson");
				}));
	}

	@Test
	void readsRecordsWithJackson() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
			.withBean("settings", Records.class, Records::new)
			.run((context) -> assertThat(context.getBean(ZkWatchRegistry.class).watch("settings.changed")).isPresent());
	}

	private static String threadOf(Executor executor) {
		CompletableFuture<String> name = new CompletableFuture<>();
		executor.execute(() -> name.complete(Thread.currentThread().getName()));
		return name.orTimeout(10, TimeUnit.SECONDS).join();
	}

	static class NeedsExecutor {

		final @Nullable TaskExecutor executor;

		NeedsExecutor(ObjectProvider<TaskExecutor> executor, Executor only) {
			this.executor = executor.getIfUnique();
			assertThat(only).isSameAs(this.executor);
		}

	}

	static class Numbers {

		@ZkDataWatch("/config/vat")
		void changed(@Nullable Integer vat) {
		}

	}

	static class Records {

		@ZkDataWatch("/config/pricing")
		void changed(@Nullable Pricing pricing) {
		}

	}

	record Pricing(String currency) {

	}

}
