package io.github.zkspring.annotation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.discovery.ZkServiceWatch;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.fencing.FencingToken;
import io.github.zkspring.leader.OnLeadershipGranted;
import io.github.zkspring.leader.OnLeadershipRevoked;
import io.github.zkspring.watch.ZkChildrenWatch;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZkTreeWatch;
import io.github.zkspring.watch.ZnodeEvent;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the one rule about the beans of annotated methods.
 */
class AnnotatedMethodsIntegrationTests extends AbstractAnnotatedMethodTests {

	private static final String[] FIRST_CALLS = { "children []", "data INITIAL null", "granted", "instances 0",
			"tree INITIAL /test" };

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void callsLazyBeansThroughProxiesOfClassesAndOfInterfaces(boolean proxyTargetClass) {
		this.runner.withUserConfiguration(LazyAndAdvised.class)
			.withPropertyValues("proxy-target-class=" + proxyTargetClass)
			.run((context) -> {
				Called bean = context.getBean("advisedCalls", Called.class);
				assertThat(AopUtils.isJdkDynamicProxy(bean)).isEqualTo(!proxyTargetClass);
				await().atMost(Timeouts.LONG).untilAsserted(() -> assertThat(bean.all()).containsExactly(FIRST_CALLS));
			});
	}

	@Test
	void callsObjectsBehindProxiesOfTheApplication() {
		Calls calls = new Calls();
		this.runner.withBean("calls", Called.class, () -> (Called) new ProxyFactory(calls).getProxy())
			.run((context) -> callsOnce(calls));
	}

	@Test
	void callsRegisteredSingletons() {
		Calls calls = new Calls();
		this.runner.withInitializer((context) -> context.getBeanFactory().registerSingleton("calls", calls))
			.run((context) -> callsOnce(calls));
	}

	@Test
	void callsProductsOfFactories() {
		Calls calls = new Calls();
		this.runner.withBean("calls", CallsFactory.class, () -> new CallsFactory(calls, true))
			.run((context) -> callsOnce(calls));
	}

	@Test
	void callsFactoriesThemselves() {
		this.runner.withBean("factory", WatchingFactory.class)
			.run((context) -> assertThat(context.getBean(WatchingFactory.class).calls).containsExactly("null"));
	}

	private static void callsOnce(Calls calls) {
		await().atMost(Timeouts.LONG).untilAsserted(() -> assertThat(calls.all()).containsExactly(FIRST_CALLS));
	}

	@ParameterizedTest
	@ValueSource(classes = { Watching.class, Granted.class, Revoked.class, Discovering.class })
	void refusesBeansOfAScopeWithoutProxy(Class<?> type) {
		refusesScope("thread", type);
		refusesScope("prototype", type);
	}

	private <T> void refusesScope(String scope, Class<T> type) {
		this.runner
			.withInitializer((context) -> context.getBeanFactory().registerScope("thread", new SimpleThreadScope()))
			.withBean("many", type, () -> BeanUtils.instantiateClass(type), (definition) -> definition.setScope(scope))
			.run((context) -> refuses(context.getStartupFailure(), "'many'", "'" + scope + "'"));
	}

	@Test
	void refusesProductsOfFactoriesThatCreateMany() {
		this.runner.withBean("many", CallsFactory.class, () -> new CallsFactory(new Calls(), false))
			.run((context) -> refuses(context.getStartupFailure(), "'many'"));
	}

	@ParameterizedTest
	@ValueSource(classes = { ScopedPrototype.class, RequestScoped.class, SessionScoped.class })
	void refusesScopedProxiesWithoutOneTarget(Class<?> configuration) {
		this.runner.withInitializer((context) -> {
			context.getBeanFactory().registerScope("request", new SimpleThreadScope());
			context.getBeanFactory().registerScope("session", new SimpleThreadScope());
		}).withUserConfiguration(configuration).run((context) -> refuses(context.getStartupFailure(), "'calls'"));
	}

	@ParameterizedTest
	@ValueSource(classes = { PrivateWatch.class, PrivateGranted.class, PrivateService.class })
	void refusesMethodsThatAProxyCannotReach(Class<?> type) {
		this.runner.withBean("advisedBean", type)
			.withUserConfiguration(Advice.class)
			.withPropertyValues("proxy-target-class=true")
			.run((context) -> refuses(context.getStartupFailure(), "'advisedBean'", "private"));
	}

	@Test
	void readsPayloadsAsTheTypeOfTheBeanClass() {
		foreign.write("/generic/a", "{\"currency\":\"EUR\"}");
		this.runner.withBean(Prices.class).run((context) -> {
			Price price = new Price("EUR");
			Prices prices = context.getBean(Prices.class);
			await().atMost(Timeouts.LONG).until(() -> prices.values.size() == 10);
			assertThat(prices.values).contains(price, Optional.of(price), List.of(price), Map.of("a", price))
				.hasAtLeastOneElementOfType(FencingToken.class);
		});
	}

	@Test
	void readsPayloadsOfDefaultMethodsAsTheTypeOfTheBeanClass() {
		foreign.write("/generic/a", "{\"currency\":\"EUR\"}");
		this.runner.withBean(DefaultPrices.class)
			.run((context) -> assertThat(context.getBean(DefaultPrices.class).values)
				.containsExactly(new Price("EUR")));
	}

	@ParameterizedTest
	@ValueSource(classes = { RawPrices.class, OpenPrices.class, OpenList.class, OpenToken.class })
	void refusesTypesThatTheBeanClassLeavesOpen(Class<?> type) {
		this.runner.withBean("prices", type)
			.run((context) -> refuses(context.getStartupFailure(), "'prices'", "parameter 1 (value)"));
	}

	private static void refuses(@Nullable Throwable failure, String... texts) {
		assertThat(failure).isInstanceOf(InvalidZkMethodException.class).hasMessageContainingAll(texts);
	}

	@Configuration(proxyBeanMethods = false)
	static class Advice {

		@Bean
		static MethodInterceptor advice() {
			return (invocation) -> invocation.proceed();
		}

		@Bean
		static BeanNameAutoProxyCreator proxies(Environment environment) {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("advised*");
			creator.setInterceptorNames("advice");
			creator.setProxyTargetClass(environment.getRequiredProperty("proxy-target-class", Boolean.class));
			return creator;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyAndAdvised extends Advice {

		@Bean
		@Lazy
		Calls advisedCalls() {
			return new Calls();
		}

	}

	record CallsFactory(Calls calls, boolean singleton) implements FactoryBean<Calls> {

		@Override
		public Calls getObject() {
			return this.calls;
		}

		@Override
		public Class<?> getObjectType() {
			return Calls.class;
		}

		@Override
		public boolean isSingleton() {
			return this.singleton;
		}

	}

	static class WatchingFactory implements FactoryBean<Price> {

		private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

		@ZkDataWatch("/test/a")
		void changed(@Nullable String text) {
			this.calls.add(String.valueOf(text));
		}

		@Override
		public Price getObject() {
			return new Price("EUR");
		}

		@Override
		public Class<?> getObjectType() {
			return Price.class;
		}

	}

	static class Watching {

		@ZkDataWatch("/test/a")
		void changed(String text) {
		}

	}

	static class Granted {

		@OnLeadershipGranted("jobs")
		void granted() {
		}

	}

	static class Revoked {

		@OnLeadershipRevoked("jobs")
		void revoked() {
		}

	}

	static class Discovering {

		@ZkServiceWatch("orders")
		void changed() {
		}

	}

	static class PrivateWatch {

		@ZkDataWatch("/test/a")
		private void changed(String text) {
		}

	}

	static class PrivateGranted {

		@OnLeadershipGranted("jobs")
		private void granted() {
		}

	}

	static class PrivateService {

		@ZkServiceWatch("orders")
		private void changed() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedPrototype {

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Calls calls() {
			return new Calls();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RequestScoped {

		@Bean
		@Scope(scopeName = "request", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Calls calls() {
			return new Calls();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SessionScoped {

		@Bean
		@Scope(scopeName = "session", proxyMode = ScopedProxyMode.INTERFACES)
		Calls calls() {
			return new Calls();
		}

	}

	record Price(String currency) {

	}

	abstract static class Generic<T, E> {

		final List<Object> values = Collections.synchronizedList(new ArrayList<>());

		@ZkDataWatch("/generic/a")
		void data(T value) {
			this.values.add(value);
		}

		@ZkDataWatch("/generic/a")
		void optional(Optional<T> value) {
			this.values.add(value);
		}

		@ZkDataWatch("/generic/a")
		void event(ZnodeEvent<T> value) {
			this.values.add(value.payload());
		}

		@ZkChildrenWatch("/generic")
		void children(Map<String, T> value) {
			this.values.add(value);
		}

		@ZkTreeWatch(path = "/generic", filter = "*")
		void tree(T value) {
			this.values.add(value);
		}

		@ZkTreeWatch(path = "/generic", filter = "*")
		void wholeTree(Map<String, T> value) {
			this.values.addAll(value.values());
		}

		@OnLeadershipGranted("generic")
		void granted(E token) {
			this.values.add(token);
		}

	}

	abstract static class GenericList<U> extends Generic<U, FencingToken> {

		@ZkDataWatch("/generic/list")
		void list(@Nullable List<U> value) {
			this.values.add((value != null) ? value : "none");
		}

		@ZkDataWatch("/generic/array")
		void array(U @Nullable [] value) {
			this.values.add((value != null) ? value : "none");
		}

	}

	static class Prices extends GenericList<Price> {

		Prices() {
			this.values.add(List.of(new Price("EUR")));
		}

	}

	interface DefaultMethod<T> {

		@ZkDataWatch("/generic/a")
		default void changed(T value) {
			values().add(value);
		}

		List<Object> values();

	}

	static class DefaultPrices implements DefaultMethod<Price> {

		private final List<Object> values = Collections.synchronizedList(new ArrayList<>());

		@Override
		public List<Object> values() {
			return this.values;
		}

	}

	abstract static class Open<T> {

		@ZkDataWatch("/generic/a")
		void data(T value) {
		}

	}

	@SuppressWarnings("rawtypes")
	static class RawPrices extends Open {

	}

	static class OpenPrices<P extends Price> extends Open<P> {

	}

	static class OpenList<T> {

		@ZkDataWatch("/generic/a")
		void data(List<T> value) {
		}

	}

	static class OpenToken<T> {

		@OnLeadershipGranted("generic")
		void granted(T value) {
		}

	}

}
