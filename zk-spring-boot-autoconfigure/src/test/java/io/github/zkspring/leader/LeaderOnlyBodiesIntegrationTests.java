package io.github.zkspring.leader;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.Timeouts;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for bodies of {@link LeaderOnly} methods that run while leadership ends, and for
 * their proxies.
 */
class LeaderOnlyBodiesIntegrationTests extends AbstractServerIntegrationTests {

	private static final Duration LONG = Timeouts.LONG;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.session-timeout=4s",
				"zk.leader.drain-timeout=20s");

	@Test
	void interruptsBodyWhenOperatorDeletesZnode() {
		Work work = new Work();
		this.runner.withBean(Work.class, () -> work).run((context) -> {
			CompletableFuture<Boolean> body = begin(context, context.getBean(Work.class)::untilInterrupted, work);
			long begin = System.nanoTime();
			foreign.delete(work.leadership.znode().path());
			assertThat(body).succeedsWithin(Duration.ofSeconds(1)).isEqualTo(true);
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
			assertThatExceptionOfType(NotLeaderException.class).isThrownBy(work.leadership::check);
			await().atMost(LONG).until(election(context)::isLeader);
			assertThat(election(context).leadership().orElseThrow().token()).isGreaterThan(work.leadership.token());
		});
	}

	@Test
	void doesNotInterruptBodyWithoutInterruptOnLoss() {
		Work work = new Work();
		this.runner.withBean(Work.class, () -> work).run((context) -> {
			CompletableFuture<Boolean> body = begin(context, context.getBean(Work.class)::untilReleased, work);
			foreign.delete(work.leadership.znode().path());
			await().atMost(LONG)
				.until(() -> election(context).isLeader()
						&& election(context).leadership().orElseThrow() != work.leadership);
			work.release.countDown();
			assertThat(body).succeedsWithin(LONG).isEqualTo(false);
		});
	}

	@Test
	void drainsBodiesBeforeNextInstanceLeads() {
		Work work = new Work();
		this.runner.withBean(Work.class, () -> work).run((context) -> this.runner.run((other) -> {
			CompletableFuture<Boolean> body = begin(context, context.getBean(Work.class)::untilReleased, work);
			LeaderElection successor = election(other);
			await().atMost(LONG).until(() -> foreign.children("/leaders/jobs").size() == 2);
			CompletableFuture<Void> resigned = election(context).resign();
			assertThat(election(context).isLeader()).isFalse();
			assertThat(context.getBean(Work.class).untilReleased()).isNull();
			work.leadership.check();
			await().during(Duration.ofMillis(300)).until(() -> !successor.isLeader() && !resigned.isDone());
			work.release.countDown();
			assertThat(body).succeedsWithin(LONG).isEqualTo(false);
			assertThat(resigned).succeedsWithin(LONG);
			await().atMost(LONG).until(successor::isLeader);
		}));
	}

	@Test
	void waitsForReturnedFutureBeforeNextInstanceLeads() {
		Work work = new Work();
		this.runner.withBean(Work.class, () -> work).run((context) -> this.runner.run((other) -> {
			await().atMost(LONG).until(election(context)::isLeader);
			CompletableFuture<String> result = context.getBean(Work.class).incomplete();
			LeaderElection successor = election(other);
			await().atMost(LONG).until(() -> foreign.children("/leaders/jobs").size() == 2);
			CompletableFuture<Void> resigned = election(context).resign();
			await().during(Duration.ofMillis(300)).until(() -> !successor.isLeader() && !resigned.isDone());
			result.complete("done");
			assertThat(resigned).succeedsWithin(LONG);
			await().atMost(LONG).until(successor::isLeader);
		}));
	}

	@Test
	void interruptsBodiesAfterDrainTimeout() {
		Work work = new Work();
		CompletableFuture<?>[] body = new CompletableFuture<?>[1];
		this.runner.withBean(Work.class, () -> work)
			.withPropertyValues("zk.leader.drain-timeout=300ms")
			.run((context) -> body[0] = begin(context, context.getBean(Work.class)::untilInterrupted, work));
		assertThat(body[0]).succeedsWithin(LONG).isEqualTo(true);
		assertThat(foreign.children("/leaders/jobs")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "false" })
	void guardsClassAndInterfaceProxies(String classes) {
		this.runner.withBean(Answering.class)
			.withPropertyValues("spring.aop.proxy-target-class=" + classes)
			.run((context) -> {
				Answer answer = context.getBean(Answer.class);
				assertThat(AopUtils.isCglibProxy(answer)).isEqualTo(Boolean.parseBoolean(classes));
				await().atMost(LONG).until(election(context)::isLeader);
				assertThat(answer.token(1)).isEqualTo(election(context).leadership().orElseThrow().token().value() + 1);
				assertThat(answer.self()).isSameAs(answer);
				assertThatExceptionOfType(IllegalStateException.class).isThrownBy(answer::fail).withMessage("a fault");
				election(context).resign().join();
				assertThatExceptionOfType(NotLeaderException.class).isThrownBy(() -> answer.token(1));
			});
	}

	@Test
	void ordersInterceptorAmongAdvisorsOfBean() {
		this.runner.withBean("advised", Answer.class, LeaderOnlyBodiesIntegrationTests::advised)
			.run((context) -> assertThat(place(context)).isZero());
		this.runner.withBean("advised", Answer.class, LeaderOnlyBodiesIntegrationTests::advised)
			.withPropertyValues("zk.leader.advice-order=15")
			.run((context) -> assertThat(place(context)).isOne());
		this.runner.withBean("advised", Answer.class, LeaderOnlyBodiesIntegrationTests::advised)
			.withPropertyValues("zk.leader.advice-order=25")
			.run((context) -> {
				assertThat(place(context)).isEqualTo(2);
				await().atMost(LONG).until(election(context)::isLeader);
				assertThat(context.getBean(Answer.class).token(0)).isPositive();
			});
	}

	@Test
	void keepsAdviceThatIsAddedLater() {
		this.runner.withBean(Answering.class).withBean(AdvisesLate.class).run((context) -> {
			Answer answer = context.getBean(Answer.class);
			assertThat(((Advised) answer).getAdvisorCount()).isEqualTo(2);
			await().atMost(LONG).until(election(context)::isLeader);
			assertThat(answer.token(1)).isEqualTo(-1);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void guardsFrozenProxies(boolean classes) {
		this.runner.withBean("advised", Answer.class, () -> frozen(classes)).run((context) -> {
			await().atMost(LONG).until(election(context)::isLeader);
			assertThat(context.getBean(Answer.class).token(0)).isPositive();
			election(context).resign().join();
			assertThatExceptionOfType(NotLeaderException.class)
				.isThrownBy(() -> context.getBean(Answer.class).token(0));
		});
	}

	private static Answer frozen(boolean classes) {
		ProxyFactory factory = new ProxyFactory(new Answering());
		factory.setProxyTargetClass(classes);
		factory.setFrozen(true);
		return (Answer) factory.getProxy();
	}

	private static int place(ApplicationContext context) {
		Advised bean = (Advised) context.getBean(Answer.class);
		int place = 0;
		while (!bean.getAdvisors()[place].toString().equals("guard of @LeaderOnly")) {
			place++;
		}
		return place;
	}

	private static Answer advised() {
		ProxyFactory factory = new ProxyFactory(new Answering());
		for (int order : new int[] { 10, 20 }) {
			MethodInterceptor advice = (invocation) -> invocation.proceed();
			DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(advice);
			advisor.setOrder(order);
			factory.addAdvisor(advisor);
		}
		return (Answer) factory.getProxy();
	}

	private static LeaderElection election(ApplicationContext context) {
		return context.getBean(LeaderElections.class).election("jobs");
	}

	private static CompletableFuture<Boolean> begin(ApplicationContext context, BooleanSupplier body, Work work) {
		await().atMost(LONG).until(election(context)::isLeader);
		CompletableFuture<Boolean> running = CompletableFuture.supplyAsync(body::getAsBoolean, (task) -> {
			Thread thread = new Thread(task, "body");
			thread.setDaemon(true);
			thread.start();
		});
		await().atMost(LONG).until(work.running::get);
		return running;
	}

	static class Work {

		final CountDownLatch release = new CountDownLatch(1);

		final AtomicBoolean running = new AtomicBoolean();

		volatile Leadership leadership;

		@LeaderOnly("jobs")
		CompletableFuture<String> incomplete() {
			return new CompletableFuture<>();
		}

		@LeaderOnly("jobs")
		Boolean untilInterrupted() {
			return await();
		}

		@LeaderOnly(value = "jobs", interruptOnLoss = false)
		Boolean untilReleased() {
			return await();
		}

		private boolean await() {
			this.leadership = Leadership.current();
			this.running.set(true);
			try {
				return !this.release.await(LONG.toSeconds(), TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				return true;
			}
		}

	}

	interface Answer {

		long token(int more);

		Answer self();

		void fail();

	}

	@LeaderOnly(value = "jobs", otherwise = LeaderOnly.Otherwise.THROW)
	static class Answering implements Answer {

		@Override
		public long token(int more) {
			return Leadership.current().token().value() + more;
		}

		@Override
		public Answer self() {
			return this;
		}

		@Override
		public void fail() {
			throw new IllegalStateException("a fault");
		}

	}

	static class AdvisesLate implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (bean instanceof Answer) {
				((Advised) bean).addAdvice(0, (MethodInterceptor) (call) -> call.getMethod().getName().equals("token")
						? -1L : call.proceed());
			}
			return bean;
		}

	}

}
