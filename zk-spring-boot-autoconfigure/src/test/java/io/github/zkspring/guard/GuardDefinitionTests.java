package io.github.zkspring.guard;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lease.ZkLeaseAutoConfiguration;
import io.github.zkspring.autoconfigure.lock.ZkLockAutoConfiguration;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.leader.LeaderOnly;
import io.github.zkspring.lease.ZkLease;
import io.github.zkspring.lock.ZkLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.PriorityOrdered;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for beans that are created without their guard, with each annotation on methods
 * and on types.
 */
class GuardDefinitionTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLockAutoConfiguration.class,
				ZkLeaderAutoConfiguration.class, ZkLeaseAutoConfiguration.class))
		.withPropertyValues("zk.startup.on-unavailable=continue", "zk.connect-string=127.0.0.1:1");

	@ParameterizedTest
	@ValueSource(classes = { Led.class, LedClass.class, Locked.class, LockedClass.class, Leased.class })
	void refusesDependencyOfPostProcessor(Class<? extends Runnable> type) {
		this.contextRunner.withBean("job", type)
			.withUserConfiguration(EarlyConfiguration.class)
			.run(fails("created before", "'early' -> 'job'"));
	}

	@ParameterizedTest
	@ValueSource(classes = { Led.class, LedClass.class, Locked.class, LockedClass.class, Leased.class })
	void refusesRegisteredSingleton(Class<? extends Runnable> type) {
		Runnable job = BeanUtils.instantiateClass(type);
		this.contextRunner.withInitializer((context) -> context.getBeanFactory().registerSingleton("job", job))
			.run(fails("finished singleton"));
	}

	@ParameterizedTest
	@ValueSource(classes = { Led.class, LedClass.class, Locked.class, LockedClass.class, Leased.class })
	void guardsProductOfFactory(Class<? extends Runnable> type) {
		this.contextRunner.withBean("job", Factory.class, type).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(((Advised) context.getBean("job")).getAdvisors()).hasOnlyElementsOfType(GuardAdvisor.class)
				.hasSize(1);
			assertThat(AopUtils.getTargetClass(context.getBean("job"))).isEqualTo(type);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { Led.class, LedClass.class, Locked.class, LockedClass.class, Leased.class })
	void refusesEarlyProductOfFactory(Class<? extends Runnable> type) {
		this.contextRunner.withBean("job", Factory.class, type)
			.withUserConfiguration(EarlyConfiguration.class)
			.run(fails("created before", "'early' -> 'job'"));
	}

	@Test
	void refusesInitializationMethod() {
		this.contextRunner.withBean("job", Initialized.class)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("'job'")
				.hasMessageContaining("@PostConstruct")
				.hasMessageContaining("@LeaderOnly would have no effect"));
	}

	@Test
	void callsInitializationMethodOfAnnotatedClass() {
		this.contextRunner.withBean("job", InitializedClass.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(InitializedClass.class).run()).isNull();
			assertThat(InitializedClass.initialized).isTrue();
		});
	}

	private static ContextConsumer<AssertableApplicationContext> fails(String... reasons) {
		return (context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).isInstanceOf(InvalidZkMethodException.class)
				.hasMessageContaining("'job'")
				.hasMessageContainingAll(reasons);
		};
	}

	static class Led implements Runnable {

		@Override
		@LeaderOnly("jobs")
		public void run() {
		}

	}

	@LeaderOnly("jobs")
	static class LedClass implements Runnable {

		@Override
		public void run() {
		}

	}

	static class Locked implements Runnable {

		@Override
		@ZkLock(name = "jobs")
		public void run() {
		}

	}

	@ZkLock(name = "jobs")
	static class LockedClass implements Runnable {

		@Override
		public void run() {
		}

	}

	static class Leased implements Runnable {

		@Override
		@ZkLease(name = "jobs", duration = "1m")
		public void run() {
		}

	}

	static class Initialized {

		@LeaderOnly("jobs")
		@jakarta.annotation.PostConstruct
		void run() {
		}

	}

	@LeaderOnly("jobs")
	static class InitializedClass {

		private static boolean initialized;

		@jakarta.annotation.PostConstruct
		final void initialize() {
			initialized = true;
		}

		String run() {
			return "ran";
		}

	}

	static class Factory implements FactoryBean<Runnable> {

		private final Class<? extends Runnable> type;

		Factory(Class<? extends Runnable> type) {
			this.type = type;
		}

		@Override
		public Runnable getObject() {
			return BeanUtils.instantiateClass(this.type);
		}

		@Override
		public Class<?> getObjectType() {
			return this.type;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyConfiguration {

		@Bean
		static EarlyPostProcessor early(Runnable job) {
			return new EarlyPostProcessor(job);
		}

	}

	static class EarlyPostProcessor implements BeanPostProcessor, PriorityOrdered {

		EarlyPostProcessor(Runnable job) {
		}

		@Override
		public int getOrder() {
			return 0;
		}

	}

}
