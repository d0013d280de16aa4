package io.github.zkspring.guard;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lease.ZkLeaseAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.lease.ZkLease;
import io.github.zkspring.lock.ZkLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.SimpleThreadScope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the forms of annotated beans with each of the annotations: on every path to
 * its body, a bean has one guard.
 */
class GuardFormsTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer((context) -> context.getBeanFactory().registerScope("thread", new SimpleThreadScope()))
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLockAutoConfiguration.class,
				ZkLeaderAutoConfiguration.class, ZkLeaseAutoConfiguration.class))
		.withPropertyValues("zk.startup.on-unavailable=continue", "zk.connect-string=127.0.0.1:1");

	static Stream<Class<?>> annotated() {
		return Stream.of(Led.class, Locked.class, Leased.class)
			.flatMap((holder) -> Arrays.stream(holder.getDeclaredClasses()))
			.filter((type) -> !type.isInterface() && !type.isAnnotation() && !Modifier.isAbstract(type.getModifiers()));
	}

	static List<Class<?>> methods() {
		return List.of(Led.Method.class, Locked.Method.class, Leased.Method.class);
	}

	@ParameterizedTest
	@MethodSource("annotated")
	void guardsOnce(Class<?> type) {
		this.contextRunner.withBean("job", type).run((context) -> assertThat(guards(context.getBean("job"))).isOne());
	}

	@ParameterizedTest
	@MethodSource("annotated")
	void guardsLazyBeanOnce(Class<?> type) {
		this.contextRunner
			.withBean("job", Object.class, () -> BeanUtils.instantiateClass(type),
					(definition) -> definition.setLazyInit(true))
			.run((context) -> assertThat(guards(context.getBean("job"))).isOne());
	}

	@ParameterizedTest
	@MethodSource("annotated")
	void guardsTargetOfScopedClassProxyOnce(Class<?> type) {
		this.contextRunner.withInitializer((context) -> scoped((BeanDefinitionRegistry) context, type, true))
			.run((context) -> assertThat(guards(context.getBean("job"))).isOne());
	}

	@ParameterizedTest
	@MethodSource("annotated")
	void guardsTargetOfScopedInterfaceProxyOnce(Class<?> type) {
		this.contextRunner.withInitializer((context) -> scoped((BeanDefinitionRegistry) context, type, false))
			.run((context) -> assertThat(guards(context.getBean("job"))).isOne());
	}

	@ParameterizedTest
	@MethodSource("annotated")
	void guardsSpyOnce(Class<?> type) {
		this.contextRunner.withBean("job", Object.class, spy(type))
			.run((context) -> assertThat(guards(context.getBean("job"))).isOne());
	}

	@ParameterizedTest
	@MethodSource("annotated")
	void leavesMockAlone(Class<?> type) {
		this.contextRunner.withBean("job", Object.class, () -> Mockito.mock(type)).run((context) -> {
			assertThat(guards(context.getBean("job"))).isZero();
			Mockito.verifyNoInteractions(context.getBean("job"));
		});
	}

	@ParameterizedTest
	@MethodSource("methods")
	void guardsInterfaceProxyOnce(Class<?> type) {
		this.contextRunner.withBean("job", type)
			.withPropertyValues("spring.aop.proxy-target-class=false")
			.run((context) -> assertThat(guards(context.getBean("job"))).isOne());
	}

	private static Supplier<Object> spy(Class<?> type) {
		return () -> Mockito.spy(BeanUtils.instantiateClass(type));
	}

	private static void scoped(BeanDefinitionRegistry registry, Class<?> type, boolean proxyTargetClass) {
		RootBeanDefinition definition = new RootBeanDefinition(type);
		definition.setScope("thread");
		registry.registerBeanDefinition("job",
				ScopedProxyUtils
					.createScopedProxy(new BeanDefinitionHolder(definition, "job"), registry, proxyTargetClass)
					.getBeanDefinition());
	}

	private static int guards(Object bean) throws Exception {
		int count = 0;
		Object next = bean;
		while (next instanceof Advised advised) {
			for (Advisor advisor : advised.getAdvisors()) {
				count += (advisor instanceof GuardAdvisor<?>) ? 1 : 0;
			}
			next = advised.getTargetSource().getTarget();
		}
		return count;
	}

	abstract static class Base<T> implements Runnable {

		abstract void process(T value);

	}

	static class Led {

		static class Method implements Runnable {

			@Override
			@LeaderOnly("jobs")
			public void run() {
			}

		}

		@LeaderOnly("jobs")
		static class Type implements Runnable {

			@Override
			public void run() {
			}

		}

		@Retention(RetentionPolicy.RUNTIME)
		@LeaderOnly("jobs")
		@interface Job {

		}

		static class Composed implements Runnable {

			@Override
			@Job
			public void run() {
			}

		}

		interface Contract extends Runnable {

			@Override
			@LeaderOnly("jobs")
			void run();

		}

		static class OfInterface implements Contract {

			@Override
			public void run() {
			}

		}

		abstract static class Generic<T> extends Base<T> {

			@Override
			@LeaderOnly("jobs")
			public void run() {
			}

		}

		static class Concrete extends Generic<String> {

			@Override
			void process(String value) {
			}

		}

		@Configuration
		@LeaderOnly("jobs")
		static class Full implements Runnable {

			@Override
			public void run() {
			}

		}

	}

	static class Locked {

		static class Method implements Runnable {

			@Override
			@ZkLock(name = "jobs")
			public void run() {
			}

		}

		@ZkLock(name = "jobs")
		static class Type implements Runnable {

			@Override
			public void run() {
			}

		}

		@Retention(RetentionPolicy.RUNTIME)
		@ZkLock(name = "jobs")
		@interface Job {

		}

		static class Composed implements Runnable {

			@Override
			@Job
			public void run() {
			}

		}

		interface Contract extends Runnable {

			@Override
			@ZkLock(name = "jobs")
			void run();

		}

		static class OfInterface implements Contract {

			@Override
			public void run() {
			}

		}

		abstract static class Generic<T> extends Base<T> {

			@Override
			@ZkLock(name = "jobs")
			public void run() {
			}

		}

		static class Concrete extends Generic<String> {

			@Override
			void process(String value) {
			}

		}

		@Configuration
		@ZkLock(name = "jobs")
		static class Full implements Runnable {

			@Override
			public void run() {
			}

		}

	}

	static class Leased {

		static class Method implements Runnable {

			@Override
			@ZkLease(name = "jobs", duration = "1m")
			public void run() {
			}

		}

		@Target(ElementType.METHOD)
		@Retention(RetentionPolicy.RUNTIME)
		@ZkLease(name = "jobs", duration = "1m")
		@interface Job {

		}

		static class Composed implements Runnable {

			@Override
			@Job
			public void run() {
			}

		}

		interface Contract extends Runnable {

			@Override
			@ZkLease(name = "jobs", duration = "1m")
			void run();

		}

		static class OfInterface implements Contract {

			@Override
			public void run() {
			}

		}

		abstract static class Generic<T> extends Base<T> {

			@Override
			@ZkLease(name = "jobs", duration = "1m")
			public void run() {
			}

		}

		static class Concrete extends Generic<String> {

			@Override
			void process(String value) {
			}

		}

	}

}
