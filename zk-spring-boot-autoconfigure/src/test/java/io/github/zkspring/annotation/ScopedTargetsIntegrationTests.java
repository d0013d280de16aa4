package io.github.zkspring.annotation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkspring.faults.Timeouts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.Scope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for scoped beans whose target is replaced.
 */
class ScopedTargetsIntegrationTests extends AbstractAnnotatedMethodTests {

	private static final Duration QUIET = Duration.ofMillis(800);

	private static final List<String> PRESENT_STATE = List.of("children [a]", "data INITIAL 1", "granted",
			"instances 0", "tree INITIAL /test", "tree INITIAL /test/a");

	private final Targets targets = new Targets();

	private final List<Calls> created = this.targets.created;

	private final RefreshableScope.Registration registration = new RefreshableScope.Registration();

	@BeforeEach
	void write() {
		foreign.write("/test/a", "1");
	}

	@ParameterizedTest
	@ValueSource(classes = { ClassProxy.class, InterfaceProxy.class })
	void deliversPresentStateToNewTargetThatNothingElseCalls(Class<?> configuration) {
		run(configuration, () -> {
			this.registration.scope.refresh();
			hasExactly(1, PRESENT_STATE);
			foreign.write("/test/a", "2");
			hasAtLeast(1, "data CHANGED 2");
			this.registration.scope.refresh();
			hasAtLeast(2, "data INITIAL 2");
		});
		assertThat(this.created).hasSize(3);
		assertThat(this.created.get(0).all()).isEqualTo(PRESENT_STATE);
		assertThat(this.created.get(2).all()).contains("revoked");
	}

	@Test
	void deliversPresentStateWhenScopeRemovesTheTargetLate() {
		run(ClassProxy.class, () -> {
			this.registration.scope.refreshLate();
			hasExactly(1, PRESENT_STATE);
		});
	}

	@Test
	void deliversPresentStateToTargetThatTheApplicationCreates() {
		this.runner.withBean("registration", RefreshableScope.Registration.class, () -> this.registration)
			.withBean(Targets.class, () -> this.targets)
			.withUserConfiguration(ClassProxy.class)
			.run((context) -> {
				hasExactly(0, PRESENT_STATE);
				this.registration.scope.drop();
				context.getBean(Called.class).all();
				hasExactly(1, PRESENT_STATE);
			});
	}

	@Test
	void doesNotRepeatTheCallThatCreatesTheTarget() {
		run(ClassProxy.class, () -> {
			this.registration.scope.drop();
			foreign.write("/test/a", "2");
			await().atMost(Timeouts.LONG).until(() -> this.created.size() == 2);
			await().atMost(Timeouts.LONG)
				.during(QUIET)
				.untilAsserted(
						() -> assertThat(this.created.get(1).all().stream().filter((call) -> call.startsWith("data")))
							.hasSize(1)
							.allMatch((call) -> call.endsWith(" 2")));
			hasAtLeast(1, "granted");
			hasAtLeast(1, "children [a]");
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { ThreadScope.class, AnonymousThreadScope.class })
	void doesNotCallEndlesslyWhenEachThreadHasItsOwnTarget(Class<?> scope) {
		this.runner.withBean(Targets.class, () -> this.targets)
			.withUserConfiguration(scope, ThreadScoped.class)
			.run((context) -> {
				await().atMost(Timeouts.LONG).until(() -> calls().contains("granted"));
				AtomicInteger before = new AtomicInteger();
				await().atMost(Timeouts.LONG)
					.pollInterval(QUIET)
					.until(() -> before.getAndSet(calls().size()) == calls().size());
				assertThat(calls()).hasSizeLessThan(100);
			});
	}

	@Test
	void deliversPresentStateToTheCurrentTargetOfScopeWithoutSynchronization() {
		this.registration.scope.synchronous = false;
		this.runner.withBean("registration", RefreshableScope.Registration.class, () -> this.registration)
			.withBean(Targets.class, () -> this.targets)
			.withUserConfiguration(ClassProxy.class)
			.run((context) -> {
				currentHasPresentState();
				this.registration.scope.refresh();
				currentHasPresentState();
			});
	}

	private void currentHasPresentState() {
		await().atMost(Timeouts.LONG)
			.during(QUIET)
			.until(() -> this.registration.scope.current("scopedTarget.calls") instanceof Calls calls
					&& calls.all().containsAll(PRESENT_STATE));
	}

	@Test
	void createsNoTargetWhenTheContextCloses() {
		run(ClassProxy.class, () -> {
		});
		this.registration.scope.refresh();
		await().during(QUIET).until(() -> this.created.size() == 1);
	}

	private List<String> calls() {
		return this.created.stream().flatMap((target) -> target.all().stream()).toList();
	}

	private void run(Class<?> configuration, Steps steps) {
		this.runner.withBean("registration", RefreshableScope.Registration.class, () -> this.registration)
			.withBean(Targets.class, () -> this.targets)
			.withUserConfiguration(configuration)
			.run((context) -> {
				hasExactly(0, PRESENT_STATE);
				steps.run();
			});
	}

	private void hasExactly(int target, List<String> calls) {
		await().atMost(Timeouts.LONG).until(() -> this.created.size() > target);
		await().atMost(Timeouts.LONG)
			.during(QUIET)
			.untilAsserted(() -> assertThat(this.created.get(target).all()).isEqualTo(calls));
	}

	private void hasAtLeast(int target, String call) {
		await().atMost(Timeouts.LONG)
			.until(() -> this.created.size() > target && this.created.get(target).all().contains(call));
	}

	interface Steps {

		void run() throws Exception;

	}

	@Configuration(proxyBeanMethods = false)
	static class ClassProxy {

		@Bean
		@org.springframework.context.annotation.Scope(scopeName = RefreshableScope.NAME,
				proxyMode = ScopedProxyMode.TARGET_CLASS)
		Calls calls(Targets targets) {
			return targets.create();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InterfaceProxy {

		@Bean
		@org.springframework.context.annotation.Scope(scopeName = RefreshableScope.NAME,
				proxyMode = ScopedProxyMode.INTERFACES)
		Calls calls(Targets targets) {
			return targets.create();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThreadScoped {

		@Bean
		@org.springframework.context.annotation.Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Calls calls(Targets targets) {
			return targets.create();
		}

	}

	static class Targets {

		private final List<Calls> created = new CopyOnWriteArrayList<>();

		Calls create() {
			Calls calls = new Calls();
			this.created.add(calls);
			return calls;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThreadScope {

		@Bean
		static BeanFactoryPostProcessor threadScope() {
			return (beanFactory) -> beanFactory.registerScope("thread", new SimpleThreadScope());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AnonymousThreadScope {

		@Bean
		static BeanFactoryPostProcessor threadScope() {
			return (beanFactory) -> beanFactory.registerScope("thread", new AnonymousScope());
		}

	}

	static class AnonymousScope implements Scope {

		private final Scope threads = new SimpleThreadScope();

		@Override
		public Object get(String name, ObjectFactory<?> objectFactory) {
			return this.threads.get(name, objectFactory);
		}

		@Override
		public @Nullable Object remove(String name) {
			return this.threads.remove(name);
		}

		@Override
		public void registerDestructionCallback(String name, Runnable callback) {
		}

	}

}
