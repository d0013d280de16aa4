package io.github.zkspring.leader;

import java.util.concurrent.Flow;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.client.InvalidZkMethodException;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderOnly} methods that fail the start, naming bean and method.
 */
class LeaderOnlyDefinitionTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class))
		.withPropertyValues("zk.startup.on-unavailable=continue", "zk.connect-string=127.0.0.1:1");

	@Test
	void rejectsSkippedPrimitive() {
		this.contextRunner.withBean("bad", Primitive.class).run(fails("SKIP has no int"));
	}

	@Test
	void rejectsSkippedPrimitiveInAnnotatedType() {
		this.contextRunner.withBean("bad", PrimitiveInType.class).run(fails("SKIP has no long"));
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
	void rejectsFinalMethodOfAnnotatedType() {
		this.contextRunner.withBean("bad", FinalMethodInType.class).run(fails("a final method"));
	}

	@Test
	void rejectsLazyResult() {
		this.contextRunner.withBean("bad", LazyResult.class).run(fails("before the returned Publisher"));
	}

	@Test
	void rejectsNameThatIsNotOneSegment() {
		this.contextRunner.withBean("bad", BadName.class).run(fails("'a/b' is not one path segment"));
	}

	@Test
	void resolvesNameFromConfiguration() {
		this.contextRunner.withBean(ConfiguredName.class)
			.withPropertyValues("election=night")
			.run((context) -> assertThat(context).hasNotFailed()
				.getBean(LeaderElections.class)
				.extracting((elections) -> elections.election("night").isLeader())
				.isEqualTo(false));
	}

	@Test
	void processesBeanBeforeSchedulingPostProcessor() {
		this.contextRunner
			.run((context) -> assertThat(context.getBean(LeaderOnlyAnnotationPostProcessor.class).getOrder())
				.isLessThan(new ScheduledAnnotationBeanPostProcessor().getOrder()));
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

		@LeaderOnly("e")
		int run() {
			return 1;
		}

	}

	@LeaderOnly("e")
	static class PrimitiveInType {

		long run() {
			return 1;
		}

	}

	static class PrivateMethod {

		@LeaderOnly("e")
		private void run() {
		}

	}

	static class FinalMethod {

		@LeaderOnly("e")
		final void run() {
		}

	}

	@LeaderOnly("e")
	static class FinalMethodInType {

		final void run() {
		}

	}

	static class LazyResult {

		@LeaderOnly("e")
		Flow.Publisher<String> run() {
			return (subscriber) -> {
			};
		}

	}

	static class BadName {

		@LeaderOnly("a/b")
		void run() {
		}

	}

	static class ConfiguredName {

		@LeaderOnly("${election}")
		void run() {
		}

	}

}
