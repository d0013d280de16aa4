package io.github.zkspring.guard;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AdvisorOrderPostProcessor}.
 */
class AdvisorOrderPostProcessorTests {

	@ParameterizedTest
	@ValueSource(classes = { ResilientFirst.class, ResilientLast.class })
	void retriesInsideTheGuard(Class<?> configuration) {
		try (AnnotationConfigApplicationContext context = context(configuration)) {
			Job job = context.getBean(Job.class);
			assertThat(job.succeedsAtTheThirdAttempt()).isEqualTo("done");
			assertThat(context.getBean(CountingPostProcessor.class).calls())
				.containsExactly("succeedsAtTheThirdAttempt");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { ResilientFirst.class, ResilientLast.class })
	void guardsOnTheThreadOfTheAsynchronousBody(Class<?> configuration) {
		try (AnnotationConfigApplicationContext context = context(configuration)) {
			Advisor[] advisors = ((Advised) context.getBean(Job.class)).getAdvisors();
			assertThat(advisors).extracting((advisor) -> advisor.getClass().getSimpleName())
				.containsSubsequence("AsyncAnnotationAdvisor", "GuardAdvisor", "DefaultPointcutAdvisor");
			assertThat(context.getBean(Job.class).asynchronous().join()).isNotEqualTo(Thread.currentThread().getName());
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { Ordered.HIGHEST_PRECEDENCE, Ordered.LOWEST_PRECEDENCE })
	void placesOtherAdviceByItsOrder(int order) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean(CountingPostProcessor.class);
			context.registerBean(AdvisorOrderPostProcessor.class);
			context.registerBean(DefaultAdvisorAutoProxyCreator.class,
					(definition) -> definition.getPropertyValues().add("proxyTargetClass", true).add("order", 0));
			context.registerBean("advisor", DefaultPointcutAdvisor.class, () -> advisor(order));
			context.registerBean(Job.class);
			context.refresh();
			Advisor[] advisors = ((Advised) context.getBean(Job.class)).getAdvisors();
			assertThat(advisors[(order == Ordered.HIGHEST_PRECEDENCE) ? 0 : 1]).isSameAs(context.getBean("advisor"));
		}
	}

	private static DefaultPointcutAdvisor advisor(int order) {
		DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(
				(MethodInterceptor) (invocation) -> invocation.proceed());
		advisor.setOrder(order);
		return advisor;
	}

	private static AnnotationConfigApplicationContext context(Class<?> configuration) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean(CountingPostProcessor.class);
		context.registerBean(AdvisorOrderPostProcessor.class);
		context.register(configuration, Job.class);
		context.refresh();
		return context;
	}

	static class Job {

		private final AtomicInteger attempts = new AtomicInteger();

		@Counted
		@Retryable(maxRetries = 3, delay = 1)
		String succeedsAtTheThirdAttempt() {
			if (this.attempts.incrementAndGet() < 3) {
				throw new IllegalStateException("attempt " + this.attempts);
			}
			return "done";
		}

		@Counted
		@Async
		@ConcurrencyLimit(1)
		CompletableFuture<String> asynchronous() {
			return CompletableFuture.completedFuture(Thread.currentThread().getName());
		}

	}

	@Configuration
	@EnableAsync(proxyTargetClass = true, order = Ordered.LOWEST_PRECEDENCE)
	@EnableResilientMethods(proxyTargetClass = true, order = Ordered.LOWEST_PRECEDENCE)
	static class ResilientLast {

		@Bean
		SimpleAsyncTaskExecutor taskExecutor() {
			return new SimpleAsyncTaskExecutor("job-");
		}

	}

	@Configuration
	@EnableAsync(proxyTargetClass = true, order = 1)
	@EnableResilientMethods(proxyTargetClass = true, order = 2)
	static class ResilientFirst {

		@Bean
		SimpleAsyncTaskExecutor taskExecutor() {
			return new SimpleAsyncTaskExecutor("job-");
		}

	}

}
