package io.github.zkspring.watch;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkspring.client.InvalidZkMethodException;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The beans and annotations that watch methods may come with.
 */
class WatchMethodsIntegrationTests extends AbstractWatchIntegrationTests {

	@Test
	void watchesEveryPathOfARepeatedAnnotation() {
		this.contextRunner.withBean("repeated", Repeated.class).run((context) -> {
			Repeated bean = context.getBean(Repeated.class);
			assertThat(bean.calls).containsExactlyInAnyOrder("/test/a", "/test/b", "/test/c", "/test/d", "/test/e");
			assertThat(context.getBean(ZkWatchRegistry.class).watches()).extracting(ZkWatch::id)
				.containsExactly("named", "repeated.children", "repeated.children#2", "repeated.data",
						"repeated.data#2");
			assertThat(context.getBean(ZkWatchRegistry.class).watch("repeated.data#2").orElseThrow().path())
				.isEqualTo("/test/b");
		});
	}

	@Test
	void findsComposedAnnotationsWithTheirAliases() {
		this.contextRunner.withBean("composed", Composed.class).run((context) -> {
			assertThat(context.getBean(Composed.class).calls).containsExactlyInAnyOrder("/test/limits/x",
					"/test/limits/y", "/test/vat");
			assertThat(context.getBean(ZkWatchRegistry.class).watches()).extracting(ZkWatch::id)
				.containsExactly("composed.limits", "composed.limits#2", "vat");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void callsThroughProxiesOfClassesAndOfInterfaces(boolean proxyTargetClass) {
		foreign.write("/test/a", "1");
		this.contextRunner.withUserConfiguration(Advised.class)
			.withPropertyValues("proxy-target-class=" + proxyTargetClass)
			.run((context) -> {
				Object bean = context.getBean("advisedNumbers");
				assertThat(AopUtils.isJdkDynamicProxy(bean)).isEqualTo(!proxyTargetClass);
				assertThat(context.getBean("advised", AtomicInteger.class)).hasValue(1);
				assertThat(((Counting) bean).calls()).containsExactly(1);
				assertThat(context.getBean(ZkWatchRegistry.class).watches()).hasSize(1);
			});
	}

	@Test
	void createsALazyBeanWithItsFirstCall() {
		AtomicInteger created = new AtomicInteger();
		this.contextRunner.withBean(AtomicInteger.class, () -> created)
			.withUserConfiguration(LazyConfiguration.class)
			.withPropertyValues("zk.startup.on-unavailable=continue", "zk.connect-string=127.0.0.1:1")
			.run((context) -> {
				assertThat(context.getBean(ZkWatchRegistry.class).watches()).hasSize(1);
				assertThat(created).hasValue(0);
			});
		this.contextRunner.withBean(AtomicInteger.class, () -> created)
			.withUserConfiguration(LazyConfiguration.class)
			.run((context) -> assertThat(created).hasValue(1));
	}

	@Test
	void callsScopedBeansThroughTheirProxy() {
		this.contextRunner.withUserConfiguration(ThreadScope.class, ScopedConfiguration.class).run((context) -> {
			assertThat(context.getBean(ZkWatchRegistry.class).watches()).extracting(ZkWatch::id)
				.containsExactly("scoped.changed");
			Thread caller = context.getBean(ScopedConfiguration.class).callers.get(0);
			assertThat(caller.getName()).startsWith("zk-watch-");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "prototype", "thread" })
	void refusesBeansOfAScopeWithoutProxy(String scope) {
		this.contextRunner.withBean("many", Numbers.class, Numbers::new, (definition) -> definition.setScope(scope))
			.withUserConfiguration(ThreadScope.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidZkMethodException.class)
				.hasMessageContaining("many")
				.hasMessageContaining("'" + scope + "'"));
	}

	@ParameterizedTest
	@ValueSource(classes = { MixedTree.class, SettlingZnodes.class, NegativeDepth.class, AbsoluteFilter.class,
			NegativeSettle.class, NoPath.class })
	void refusesTreesThatCannotWork(Class<?> bean) {
		this.contextRunner.withBean("tree", bean)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidZkMethodException.class)
				.hasMessageContaining("'tree'")
				.hasMessageContaining("changed"));
	}

	static class Repeated {

		final List<String> calls = Collections.synchronizedList(new ArrayList<>());

		@ZkDataWatch("/test/a")
		@ZkDataWatch("/test/b")
		@ZkDataWatch(path = "/test/c", id = "named")
		void data(@ZkPath String path) {
			this.calls.add(path);
		}

		@ZkChildrenWatch("/test/d")
		@ZkChildrenWatch("/test/e")
		void children(@ZkPath String path) {
			this.calls.add(path);
		}

	}

	@ZkDataWatch("/test/vat")
	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@interface VatWatch {

		@AliasFor(annotation = ZkDataWatch.class)
		String id();

	}

	@ZkDataWatch("/test/limits/x")
	@ZkDataWatch("/test/limits/y")
	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@interface LimitsWatch {

	}

	static class Composed {

		final List<String> calls = Collections.synchronizedList(new ArrayList<>());

		@VatWatch(id = "vat")
		void vat(@ZkPath String path) {
			this.calls.add(path);
		}

		@LimitsWatch
		void limits(@ZkPath String path) {
			this.calls.add(path);
		}

	}

	interface Counting {

		@ZkDataWatch("/test/a")
		void changed(@Nullable Integer number);

		List<@Nullable Integer> calls();

	}

	static class Numbers implements Counting {

		private final List<@Nullable Integer> calls = Collections.synchronizedList(new ArrayList<>());

		@Override
		@ZkDataWatch("/test/a")
		public void changed(@Nullable Integer number) {
			this.calls.add(number);
		}

		@Override
		public List<@Nullable Integer> calls() {
			return this.calls;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Advised {

		@Bean
		static AtomicInteger advised() {
			return new AtomicInteger();
		}

		@Bean
		static MethodInterceptor advice(AtomicInteger advised) {
			return (invocation) -> {
				if (invocation.getMethod().getName().equals("changed")) {
					advised.incrementAndGet();
				}
				return invocation.proceed();
			};
		}

		@Bean
		static BeanNameAutoProxyCreator proxies(Environment environment) {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("advisedNumbers");
			creator.setInterceptorNames("advice");
			creator.setProxyTargetClass(environment.getRequiredProperty("proxy-target-class", Boolean.class));
			return creator;
		}

		@Bean
		Numbers advisedNumbers() {
			return new Numbers();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyConfiguration {

		@Bean
		@Lazy
		LazyNumbers numbers(AtomicInteger created) {
			return new LazyNumbers(created);
		}

	}

	static class LazyNumbers {

		LazyNumbers(AtomicInteger created) {
			created.incrementAndGet();
		}

		@ZkDataWatch("/test/a")
		void changed(@Nullable Integer number) {
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
	static class ScopedConfiguration {

		final List<Thread> callers = Collections.synchronizedList(new ArrayList<>());

		@Bean
		@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
		ScopedNumbers scoped() {
			return new ScopedNumbers(this.callers);
		}

	}

	static class ScopedNumbers {

		private final List<Thread> callers;

		private final Thread creator = Thread.currentThread();

		ScopedNumbers(List<Thread> callers) {
			this.callers = callers;
		}

		@ZkDataWatch("/test/a")
		void changed(@Nullable Integer number) {
			assertThat(Thread.currentThread()).isEqualTo(this.creator);
			this.callers.add(this.creator);
		}

	}

	static class MixedTree {

		@ZkTreeWatch("/test")
		void changed(Map<String, String> tree, ZnodeEvent<String> znode) {
		}

	}

	static class SettlingZnodes {

		@ZkTreeWatch(path = "/test", settle = "1s")
		void changed(ZnodeEvent<String> znode) {
		}

	}

	static class NegativeDepth {

		@ZkTreeWatch(path = "/test", depth = -2)
		void changed(ZnodeEvent<String> znode) {
		}

	}

	static class AbsoluteFilter {

		@ZkTreeWatch(path = "/test", filter = "/test/*")
		void changed(ZnodeEvent<String> znode) {
		}

	}

	static class NegativeSettle {

		@ZkTreeWatch(path = "/test", settle = "-1s")
		void changed(Map<String, String> tree) {
		}

	}

	static class NoPath {

		@ZkTreeWatch
		void changed(Map<String, String> tree) {
		}

	}

}
