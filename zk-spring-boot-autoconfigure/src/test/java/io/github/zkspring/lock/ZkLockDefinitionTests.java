package io.github.zkspring.lock;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.leader.LeaderOnlyAnnotationPostProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link ZkLock} methods that cannot work fail the start, naming bean, method and
 * attribute.
 */
class ZkLockDefinitionTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLockAutoConfiguration.class,
				ZkLeaderAutoConfiguration.class))
		.withPropertyValues("zk.startup.on-unavailable=continue", "zk.connect-string=127.0.0.1:1");

	@Test
	void rejectsInvalidName() {
		this.contextRunner.withBean("bad", BadName.class).run(fails("attribute 'name' of @ZkLock: '#idd'"));
	}

	@Test
	void rejectsInvalidWait() {
		this.contextRunner.withBean("bad", BadWait.class).run(fails("attribute 'waitFor' of @ZkLock"));
	}

	@ParameterizedTest
	@ValueSource(classes = { Primitive.class, PrimitiveInType.class })
	void rejectsPrimitiveReturnTypeWithSkip(Class<?> type) {
		this.contextRunner.withBean("bad", type).run(fails("@ZkLock with SKIP has no"));
	}

	@ParameterizedTest
	@ValueSource(classes = { PrivateMethod.class, FinalMethod.class, StaticMethod.class })
	void rejectsMethodsThatProxyCannotIntercept(Class<?> type) {
		this.contextRunner.withBean("bad", type).run(fails("out of reach"));
	}

	@ParameterizedTest
	@ValueSource(classes = { FinalClass.class, FinalRecord.class })
	void rejectsFinalClass(Class<?> type) {
		this.contextRunner.withBean("bad", type).run(fails("the class is final"));
	}

	@Test
	void rejectsMethodMissingFromProxiedInterface() {
		this.contextRunner.withBean("bad", BesideItsInterface.class)
			.withPropertyValues("spring.aop.proxy-target-class=false")
			.run(fails("does not offer this method"));
	}

	@Test
	void rejectsReturnTypesWithUnobservableCompletion() {
		this.contextRunner.withBean("bad", LazyResult.class).run(fails("before the returned Publisher"));
		this.contextRunner.withBean("bad", PlainFuture.class).run(fails("before the returned Future"));
	}

	@Test
	void rejectsBeanCreatedBeforePostProcessor() {
		this.contextRunner.withUserConfiguration(EarlyConfiguration.class).run(fails("created before @ZkLock"));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void warnsAboutSelfInvocations(CapturedOutput output) {
		this.contextRunner.withBean("selfish", Selfish.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("'selfish'").contains("runAll calls run on the same object").contains("@ZkLock");
	}

	@Test
	void rejectsInvalidBasePath() {
		this.contextRunner.withPropertyValues("zk.lock.base-path=locks")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("zk.lock.base-path"));
	}

	@Test
	void acceptsValidMethods() {
		this.contextRunner.withBean(Good.class)
			.withPropertyValues("wait=1m")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(ZkLockTemplate.class));
	}

	@Test
	void runsBeforeLeaderOnlyPostProcessor() {
		this.contextRunner.run((context) -> assertThat(context.getBean(ZkLockAnnotationPostProcessor.class).getOrder())
			.isLessThan(context.getBean(LeaderOnlyAnnotationPostProcessor.class).getOrder()));
	}

	private static ContextConsumer<AssertableApplicationContext> fails(String reason) {
		return (context) -> assertThat(context).getFailure()
			.satisfies((failure) -> assertThat(InvalidZkMethodException.class).isIn(failure.getClass(),
					(failure.getCause() != null) ? failure.getCause().getClass() : Object.class))
			.hasMessageContaining("'bad'")
			.hasMessageContaining("run")
			.hasMessageContaining(reason);
	}

	static class BadName {

		@ZkLock("orders/#{#idd}")
		void run(long id) {
		}

	}

	static class BadWait {

		@ZkLock(name = "orders", waitFor = "soon")
		void run() {
		}

	}

	static class Primitive {

		@ZkLock(name = "orders", otherwise = ZkLock.Otherwise.SKIP)
		int run() {
			return 1;
		}

	}

	@ZkLock(name = "orders", otherwise = ZkLock.Otherwise.SKIP)
	static class PrimitiveInType {

		boolean run() {
			return true;
		}

	}

	static class PrivateMethod {

		@ZkLock("orders")
		private void run() {
		}

	}

	static class FinalMethod {

		@ZkLock("orders")
		final void run() {
		}

	}

	static class StaticMethod {

		@ZkLock("orders")
		static void run() {
		}

	}

	static final class FinalClass {

		@ZkLock("orders")
		void run() {
		}

	}

	record FinalRecord() {

		@ZkLock("orders")
		void run() {
		}

	}

	static class Selfish {

		@ZkLock("orders")
		void run() {
		}

		void runAll() {
			run();
		}

	}

	interface Offered {

		void other();

	}

	static class BesideItsInterface implements Offered {

		@ZkLock("orders")
		void run() {
		}

		@Override
		public void other() {
		}

	}

	static class LazyResult {

		@ZkLock("orders")
		Flow.Publisher<String> run() {
			return (subscriber) -> {
			};
		}

	}

	static class PlainFuture {

		@ZkLock("orders")
		Future<String> run() {
			return new FutureTask<>(() -> "later");
		}

	}

	static class Named {

		@ZkLock("orders")
		void run() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyConfiguration {

		@Bean
		static Named bad() {
			return new Named();
		}

		@Bean
		static Early early(Named needed) {
			return new Early();
		}

	}

	static class Early implements BeanPostProcessor, PriorityOrdered {

		@Override
		public int getOrder() {
			return 0;
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@ZkLock(name = "", waitFor = "${wait}", mode = LockMode.SHARED)
	@interface Reading {

		@AliasFor(annotation = ZkLock.class, attribute = "name")
		String what();

	}

	static class Good {

		@Reading(what = "orders/#{#p0}")
		int run(int number) {
			return number;
		}

	}

}
