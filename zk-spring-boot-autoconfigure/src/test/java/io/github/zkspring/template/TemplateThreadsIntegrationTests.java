package io.github.zkspring.template;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.springframework.core.task.SimpleAsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the futures of the template complete.
 */
class TemplateThreadsIntegrationTests extends AbstractTemplateIntegrationTests {

	@Test
	void completesOnSeparateThreads() {
		this.runner.run((context) -> assertThat(threads(context.getBean(ZkTemplate.class)))
			.allMatch((name) -> name.startsWith("zk-template-") || name.equals(Thread.currentThread().getName())));
	}

	@Test
	void completesOnTheExecutorOfTheApplication() {
		this.runner.withBean("zkTemplateExecutor", Executor.class, () -> new SimpleAsyncTaskExecutor("mine-"))
			.run((context) -> assertThat(threads(context.getBean(ZkTemplate.class)))
				.allMatch((name) -> name.startsWith("mine-") || name.equals(Thread.currentThread().getName()))
				.anyMatch((name) -> name.startsWith("mine-")));
	}

	@Test
	void blockedCompletionDoesNotDelayOthers() {
		this.runner.run((context) -> {
			ZkTemplate template = context.getBean(ZkTemplate.class);
			CountDownLatch release = new CountDownLatch(1);
			Thread caller = Thread.currentThread();
			CompletableFuture<Boolean> blocked;
			do {
				blocked = template.async()
					.exists("/t")
					.thenApply((stat) -> Thread.currentThread() != caller && reads(template) && await(release));
			}
			while (blocked.isDone());
			for (int n = 0; n < 100; n++) {
				template.async().exists("/t").get(20, TimeUnit.SECONDS);
				template.exists("/t");
			}
			assertThat(blocked).isNotDone();
			release.countDown();
			assertThat(blocked.get(20, TimeUnit.SECONDS)).isTrue();
		});
	}

	private static List<String> threads(ZkTemplate template) {
		return IntStream.range(0, 200)
			.mapToObj((n) -> template.async().exists("/t").thenApply((stat) -> Thread.currentThread().getName()))
			.toList()
			.stream()
			.map(CompletableFuture::join)
			.toList();
	}

	private static boolean reads(ZkTemplate template) {
		return template.exists("/t").isPresent() && template.async().exists("/t").join().isPresent();
	}

	private static boolean await(CountDownLatch latch) {
		try {
			return latch.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
