package io.github.zkspring.lease;

import java.time.Duration;
import java.util.concurrent.Flow;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.lease.ZkLeaseAutoConfiguration;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.client.ZkException;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link ZkLease} methods that cannot work fail the start, naming bean and method.
 */
class ZkLeaseDefinitionTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLeaseAutoConfiguration.class))
		.withPropertyValues("zk.startup.on-unavailable=continue", "zk.connect-string=127.0.0.1:1");

	@Test
	void rejectsPrimitiveReturnType() {
		this.contextRunner.withBean("bad", Primitive.class).run(fails("@ZkLease has no int"));
	}

	@Test
	void rejectsPrivateMethod() {
		this.contextRunner.withBean("bad", PrivateMethod.class).run(fails("a private method"));
	}

	@Test
	void rejectsFinalMethod() {
		this.contextRunner.withBean("bad", FinalMethod.class).run(fails("a final method"));
	}

	@Test
	void rejectsReactiveReturnType() {
		this.contextRunner.withBean("bad", LazyResult.class).run(fails("before the returned Publisher"));
	}

	@Test
	void rejectsNameWithSeveralSegments() {
		this.contextRunner.withBean("bad", BadName.class).run(fails("'a/b' is not one path segment"));
	}

	@Test
	void rejectsInvalidDuration() {
		this.contextRunner.withBean("bad", BadDuration.class).run(fails("soon"));
	}

	@Test
	void rejectsZeroDuration() {
		this.contextRunner.withBean("bad", NoDuration.class).run(fails("'duration' must be at least one millisecond"));
	}

	@Test
	void rejectsZeroSlots() {
		this.contextRunner.withBean("bad", NoSlots.class).run(fails("'slots'"));
	}

	@Test
	void failsWithoutJacksonWhenAMethodUsesLeases() {
		ApplicationContextRunner withoutJackson = this.contextRunner
			.withClassLoader(new FilteredClassLoader("tools.jackson"));
		withoutJackson.withBean(Leased.class)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("org.springframework.boot:spring-boot-starter-jackson"));
		withoutJackson.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThatExceptionOfType(ZkException.class)
				.isThrownBy(() -> context.getBean(ZkLeases.class).tryAcquire("job", Duration.ofSeconds(1)))
				.withMessageContaining("org.springframework.boot:spring-boot-starter-jackson");
		});
	}

	@Test
	void rejectsInvalidBasePath() {
		this.contextRunner.withPropertyValues("zk.lease.base-path=leases/")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("zk.lease.base-path")
				.hasMessageContaining("it must start with '/'"));
	}

	@Test
	void resolvesNameAndDurationFromConfiguration() {
		this.contextRunner.withBean(Configured.class)
			.withPropertyValues("job=night", "time=PT1H")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void advisesBeanBeforeSchedulerUsesIt() {
		this.contextRunner.run((context) -> assertThat(context.getBean(ZkLeaseAnnotationPostProcessor.class).getOrder())
			.isLessThan(new ScheduledAnnotationBeanPostProcessor().getOrder()));
	}

	@Test
	void usesInstanceIdAsHolder() {
		this.contextRunner.withPropertyValues("spring.application.name=shop")
			.run((context) -> assertThat(context.getBean(ZkLeases.class).holder()).startsWith("shop@")
				.matches(".*:" + ProcessHandle.current().pid() + "-[0-9a-f]{12}"));
	}

	private static ContextConsumer<AssertableApplicationContext> fails(String reason) {
		return (context) -> assertThat(context).getFailure()
			.cause()
			.isInstanceOf(InvalidZkMethodException.class)
			.hasMessageContaining("'bad'")
			.hasMessageContaining("run")
			.hasMessageContaining(reason);
	}

	static class Primitive {

		@ZkLease(name = "l", duration = "1s")
		int run() {
			return 1;
		}

	}

	static class PrivateMethod {

		@ZkLease(name = "l", duration = "1s")
		private void run() {
		}

	}

	static class FinalMethod {

		@ZkLease(name = "l", duration = "1s")
		final void run() {
		}

	}

	static class LazyResult {

		@ZkLease(name = "l", duration = "1s")
		Flow.Publisher<String> run() {
			return (subscriber) -> {
			};
		}

	}

	static class BadName {

		@ZkLease(name = "a/b", duration = "1s")
		void run() {
		}

	}

	static class BadDuration {

		@ZkLease(name = "l", duration = "soon")
		void run() {
		}

	}

	static class NoDuration {

		@ZkLease(name = "l", duration = "0s")
		void run() {
		}

	}

	static class NoSlots {

		@ZkLease(name = "l", duration = "1s", slots = 0)
		void run() {
		}

	}

	static class Configured {

		@ZkLease(name = "${job}", duration = "${time}")
		void run() {
		}

	}

	public static class Leased {

		@ZkLease(name = "job", duration = "1s")
		public void run() {
		}

	}

}
