package io.github.zkspring.annotation;

import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZkWatchRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Tests for beans that are mocks or spies.
 */
class MockedBeansIntegrationTests extends AbstractAnnotatedMethodTests {

	private final Calls mock = mock(Calls.class);

	@Test
	void neitherCallsMocksNorWatchesForThem() {
		this.runner.withBean(Calls.class, () -> this.mock).run(this::isNotWatched);
	}

	@Test
	void ignoresMocksOfInterfaces() {
		Listening listening = mock(Listening.class);
		this.runner.withBean(Listening.class, () -> listening)
			.run((context) -> assertThat(context.getBean(ZkWatchRegistry.class).watches()).isEmpty());
		verifyNoInteractions(listening);
	}

	@Test
	void ignoresRegisteredSingletonsAndProxiesOfMocks() {
		this.runner.withInitializer((context) -> context.getBeanFactory().registerSingleton("registered", this.mock))
			.withBean("proxied", Calls.class, () -> {
				ProxyFactory factory = new ProxyFactory(this.mock);
				factory.setProxyTargetClass(true);
				return (Calls) factory.getProxy();
			})
			.run(this::isNotWatched);
	}

	@ParameterizedTest
	@ValueSource(classes = { LazyMock.class, ScopedMock.class })
	void neverCallsMocksThatAreCreatedLater(Class<?> configuration) {
		foreign.write("/test/a", "1");
		this.runner.withBean("source", MockSource.class, () -> () -> this.mock)
			.withUserConfiguration(configuration)
			.run((context) -> {
				await().atMost(Timeouts.LONG)
					.until(() -> context.getBean(LeaderElections.class).election("jobs").isLeader());
				assertThat(context).hasNotFailed();
			});
		verifyNoInteractions(this.mock);
	}

	@Test
	void callsSpies() {
		Calls spy = spy(new Calls());
		this.runner.withBean(Calls.class, () -> spy).run((context) -> {
			await().atMost(Timeouts.LONG).until(() -> spy.all().contains("granted"));
			assertThat(spy.all()).contains("data INITIAL null", "instances 0", "children []");
			verify(spy, atLeastOnce()).granted();
		});
	}

	private void isNotWatched(AssertableApplicationContext context) {
		assertThat(context.getBean(ZkWatchRegistry.class).watches()).isEmpty();
		assertThat(context.getBean(LeaderElections.class).elections()).isEmpty();
		verifyNoInteractions(this.mock);
	}

	interface MockSource {

		Calls mock();

	}

	interface Listening {

		@ZkDataWatch("/test/a")
		void changed(String text);

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyMock {

		@Bean
		@Lazy
		Calls calls(MockSource source) {
			return source.mock();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedMock {

		@Bean
		static RefreshableScope.Registration scopes() {
			return new RefreshableScope.Registration();
		}

		@Bean
		@Scope(scopeName = "refreshable", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Calls calls(MockSource source) {
			return source.mock();
		}

	}

}
