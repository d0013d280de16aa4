package io.github.zkspring.lease;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.lease.ZkLeaseAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.leader.LeaderOnly;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ZkLease} on bean methods.
 */
@ExtendWith(OutputCaptureExtension.class)
class ZkLeaseIntegrationTests extends AbstractLeaseIntegrationTests {

	private static final AtomicInteger runs = new AtomicInteger();

	private static final AtomicInteger ticks = new AtomicInteger();

	@Test
	void runsScheduledMethodOncePerDurationOnAllInstances() {
		runs.set(0);
		ticks.set(0);
		List<ConfigurableApplicationContext> instances = IntStream.range(0, 3)
			.mapToObj((id) -> new SpringApplicationBuilder(Scheduling.class)
				.properties("zk.connect-string=" + server.connectString(), "spring.main.web-application-type=none",
						"zk.lease.holder=instance-" + id)
				.initializers((context) -> context.getBeanFactory().registerSingleton("clock", this.clock))
				.run())
			.toList();
		for (int expected = 1; expected <= 3; expected++) {
			int run = expected;
			int before = ticks.get();
			await().until(() -> runs.get() >= run && ticks.get() > before + 60);
			assertThat(runs.get()).isEqualTo(run);
			this.clock.forward(Duration.ofMinutes(50));
		}
		instances.forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void doesNotRunAgainOnSameInstanceBeforeTheEnd() {
		Work work = new Work();
		this.runner.withBean(Work.class, () -> work).run((context) -> {
			Work proxy = context.getBean(Work.class);
			proxy.work();
			proxy.work();
			assertThat(work.calls).hasSize(1);
			this.clock.forward(Duration.ofMinutes(1));
			proxy.work();
			assertThat(work.calls).hasSize(2);
		});
	}

	@Test
	void retriesTheBodyWithinOneLease() {
		this.runner.withUserConfiguration(Resilient.class).withBean(Failing.class).run((context) -> {
			Failing failing = context.getBean(Failing.class);
			assertThat(failing.succeedsAtTheSecondAttempt()).isEqualTo("done");
			assertThat(failing.succeedsAtTheSecondAttempt()).isNull();
		});
	}

	@Test
	void throwsTheFailureOfTheLastAttempt() {
		this.runner.withUserConfiguration(Resilient.class)
			.withBean(Failing.class)
			.run((context) -> assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(context.getBean(Failing.class)::fails)
				.withMessage("a fault"));
	}

	@Test
	void runsJobBehindScopedProxyOnce() {
		this.runner.withUserConfiguration(Scoped.class).run((context) -> {
			Work work = context.getBean("work", Work.class);
			assertThat(work.optional()).contains("ran");
			assertThat(work.optional()).isEmpty();
		});
	}

	@Test
	void returnsEmptyValueWhenSkipped() {
		this.runner.withBean(Work.class).run((context) -> {
			Work proxy = context.getBean(Work.class);
			assertThat(proxy.optional()).contains("ran");
			assertThat(proxy.optional()).isEmpty();
			assertThat(proxy.future()).isCompletedWithValue("ran");
			assertThat(proxy.future()).isCompletedWithValue(null);
			assertThat(proxy.reference()).isEqualTo("ran");
			assertThat(proxy.reference()).isNull();
		});
	}

	@Test
	void keepsLeaseWhenBodyThrows() {
		Work work = new Work();
		this.runner.withBean(Work.class, () -> work).run((context) -> {
			Work proxy = context.getBean(Work.class);
			assertThat(CompletableFuture.runAsync(proxy::fail)).failsWithin(Duration.ofSeconds(10));
			proxy.fail();
			assertThat(work.calls).hasSize(1);
		});
	}

	@Test
	void runsOnOneInstancePerSlot() {
		Work work = new Work();
		for (String holder : List.of("a", "a", "b", "c")) {
			this.runner.withBean(Work.class, () -> work)
				.withPropertyValues("zk.lease.holder=" + holder)
				.run((context) -> context.getBean(Work.class).onTwo());
		}
		assertThat(work.calls).hasSize(2);
	}

	@Test
	void worksAsMetaAnnotation() {
		Work work = new Work();
		this.runner.withBean(Work.class, () -> work).withPropertyValues("night=nightly").run((context) -> {
			context.getBean(Work.class).composed();
			context.getBean(Work.class).composed();
			assertThat(work.calls).hasSize(1);
			assertThat(foreign.children("/leases")).containsExactly("nightly");
		});
	}

	@Test
	void skipsAndLogsWarningWithoutEnsemble(CapturedOutput output) {
		Work work = new Work();
		this.runner.withBean(Work.class, () -> work).withPropertyValues("zk.lease.timeout=300ms").run((context) -> {
			proxy.cut();
			await().until(() -> !context.getBean(ZkSession.class).state().isConnected());
			context.getBean(Work.class).work();
			assertThat(work.calls).isEmpty();
			assertThat(output).contains("it is unknown whether the lease 'work' was taken");
		});
	}

	@Test
	void skipsAndLogsWarningForInvalidRecord(CapturedOutput output) {
		foreign.write("/leases/work/lease_holder", "secret");
		Work work = new Work();
		this.runner.withBean(Work.class, () -> work).run((context) -> {
			context.getBean(Work.class).work();
			assertThat(work.calls).isEmpty();
			assertThat(output).contains("lease 'work'").doesNotContain("secret");
		});
	}

	@Test
	void isOrderedOutsideTransactionsAndInsideLeaderOnly() {
		Work work = new Work();
		ProxyFactory transactional = new ProxyFactory(work);
		transactional.setProxyTargetClass(true);
		transactional.addAdvisor(new DefaultPointcutAdvisor((MethodInterceptor) (invocation) -> {
			work.calls.add("transaction");
			return invocation.proceed();
		}));
		this.runner.withConfiguration(AutoConfigurations.of(ZkLeaderAutoConfiguration.class))
			.withBean(Work.class, () -> (Work) transactional.getProxy())
			.run((context) -> {
				Work proxy = context.getBean(Work.class);
				assertThat(((Advised) proxy).getAdvisors()).extracting(Object::toString)
					.startsWith("guard of @LeaderOnly", "guard of @ZkLease");
				await().until(() -> {
					proxy.led();
					return !work.calls.isEmpty();
				});
				proxy.led();
				assertThat(work.calls).containsExactly("transaction", "led");
			});
	}

	@Retention(RetentionPolicy.RUNTIME)
	@ZkLease(name = "${night}", duration = "8h")
	@interface Nightly {

	}

	static class Work {

		final List<String> calls = new ArrayList<>();

		@ZkLease(name = "work", duration = "1m")
		void work() {
			this.calls.add("work");
		}

		@ZkLease(name = "optional", duration = "1m")
		Optional<String> optional() {
			return Optional.of("ran");
		}

		@ZkLease(name = "future", duration = "1m")
		CompletableFuture<String> future() {
			return CompletableFuture.completedFuture("ran");
		}

		@ZkLease(name = "reference", duration = "1m")
		String reference() {
			return "ran";
		}

		@ZkLease(name = "fail", duration = "1m")
		void fail() {
			this.calls.add("fail");
			throw new IllegalStateException("a fault of this test");
		}

		@ZkLease(name = "two", duration = "1m", slots = 2)
		void onTwo() {
			this.calls.add("two");
		}

		@Nightly
		void composed() {
			this.calls.add("composed");
		}

		@LeaderOnly("workers")
		@ZkLease(name = "led", duration = "1m")
		void led() {
			this.calls.add("led");
		}

	}

	@Configuration
	@EnableResilientMethods(proxyTargetClass = true)
	static class Resilient {

	}

	@Configuration
	static class Scoped {

		@Bean
		static CustomScopeConfigurer threadScope() {
			CustomScopeConfigurer configurer = new CustomScopeConfigurer();
			configurer.addScope("thread", new SimpleThreadScope());
			return configurer;
		}

		@Bean
		@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Work work() {
			return new Work();
		}

	}

	static class Failing {

		private final AtomicInteger attempts = new AtomicInteger();

		@Retryable(delay = 1)
		@ZkLease(name = "failing", duration = "1m")
		String succeedsAtTheSecondAttempt() {
			if (this.attempts.incrementAndGet() == 1) {
				throw new IllegalStateException("a fault");
			}
			return "done";
		}

		@Retryable(delay = 1)
		@ZkLease(name = "fails", duration = "1m")
		String fails() {
			throw new IllegalStateException("a fault");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	@ImportAutoConfiguration({ ZkAutoConfiguration.class, ZkLeaseAutoConfiguration.class,
			TaskSchedulingAutoConfiguration.class })
	static class Scheduling {

		@Bean
		Jobs jobs() {
			return new Jobs();
		}

	}

	static class Jobs {

		@Scheduled(fixedRate = 10)
		@ZkLease(name = "hourly", duration = "50m")
		void hourly() {
			runs.incrementAndGet();
		}

		@Scheduled(fixedRate = 10)
		void tick() {
			ticks.incrementAndGet();
		}

	}

}
