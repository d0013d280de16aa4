package io.github.zkspring.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.faults.Timeouts;
import org.aopalliance.intercept.MethodInterceptor;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.hamcrest.Matchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The promises of watches that need a server: armed through errors, one watch a path, on
 * its own, through the proxy, stoppable.
 */
class WatchPromisesIntegrationTests extends AbstractWatchIntegrationTests {

	private static final Duration LONG = Timeouts.LONG;

	@Test
	void staysArmedWhenReadingIsForbidden() throws Exception {
		foreign.write("/test/a", "1");
		acl(Perms.ALL & ~Perms.READ);
		this.contextRunner.withBean(Errors.class).withBean(Numbers.class).run((context) -> {
			Errors errors = context.getBean(Errors.class);
			Numbers numbers = context.getBean(Numbers.class);
			assertThat(errors.errors).first()
				.matches((error) -> error.kind() == WatchError.Kind.READ && error.path().equals("/test/a"));
			assertThat(numbers.calls).isEmpty();
			assertThat(watch(context).isStale()).isTrue();
			acl(Perms.ALL);
			await().atMost(LONG).untilAsserted(() -> assertThat(numbers.calls).containsExactly(1));
			assertThat(watch(context).isStale()).isFalse();
		});
	}

	@Test
	void reportsRecreationWithSameVersionWhileDisconnected() {
		foreign.write("/test/a", "1");
		this.contextRunner.withBean(Stats.class).run((context) -> {
			Stats stats = context.getBean(Stats.class);
			server.kill();
			server.launch();
			foreign.delete("/test/a");
			foreign.write("/test/a", "1");
			await().atMost(LONG).until(() -> stats.calls.size() > 1 && stats.calls.get(stats.calls.size() - 1) != null);
			Stat first = stats.calls.get(0);
			Stat last = stats.calls.get(stats.calls.size() - 1);
			assertThat(last.getVersion()).isEqualTo(first.getVersion());
			assertThat(last.getCzxid()).isGreaterThan(first.getCzxid());
		});
	}

	@Test
	void sharesOneServerWatchForMethodsOfSamePath() {
		foreign.write("/test/a", "1");
		this.contextRunner.withBean("one", Numbers.class)
			.withBean("two", Numbers.class)
			.withBean("three", Stats.class)
			.run((context) -> {
				assertThat(context.getBean(ZkWatchRegistry.class).watches()).hasSize(3);
				assertThat(server.fourLetters("wchs")).contains("Total watches:1");
			});
	}

	@Test
	void isNotDelayedByBlockedMethod() {
		this.contextRunner.withBean(Blocking.class).withBean(Numbers.class).run((context) -> {
			Blocking blocking = context.getBean(Blocking.class);
			Numbers numbers = context.getBean(Numbers.class);
			foreign.write("/test/a", "1");
			assertThat(blocking.entered.await(10, TimeUnit.SECONDS)).isTrue();
			foreign.write("/test/a", "2");
			await().untilAsserted(() -> assertThat(numbers.calls).endsWith(2));
			blocking.gate.countDown();
			await().untilAsserted(() -> assertThat(blocking.calls).containsExactly(null, 1, 2));
		});
	}

	@Test
	void conflatesChangesFasterThanTheMethod() {
		this.contextRunner.withBean(Blocking.class).withBean(Numbers.class).run((context) -> {
			Blocking blocking = context.getBean(Blocking.class);
			foreign.write("/test/a", "1");
			assertThat(blocking.entered.await(10, TimeUnit.SECONDS)).isTrue();
			for (int value = 2; value <= 200; value++) {
				foreign.write("/test/a", Integer.toString(value));
			}
			await().untilAsserted(() -> assertThat(context.getBean(Numbers.class).calls).endsWith(200));
			blocking.gate.countDown();
			await().untilAsserted(() -> assertThat(blocking.calls).containsExactly(null, 1, 200));
		});
	}

	@Test
	void deliversTheNextChangeWhenTheMethodThrows() {
		this.contextRunner.withBean(Errors.class).withBean(Throwing.class).run((context) -> {
			foreign.write("/test/a", "1");
			Errors errors = context.getBean(Errors.class);
			await().untilAsserted(() -> assertThat(errors.errors).hasSize(2)
				.allMatch((error) -> error.kind() == WatchError.Kind.METHOD
						&& error.cause() instanceof IllegalStateException));
		});
	}

	@Test
	void endsWhenTheMethodReturnsFalse() {
		this.contextRunner.withBean(Ending.class).withBean(Stats.class).run((context) -> {
			foreign.write("/test/a", "1");
			ZkWatch watch = context.getBean(ZkWatchRegistry.class).watch("ending").orElseThrow();
			await().until(watch::isClosed);
			foreign.write("/test/a", "2");
			await().until(() -> context.getBean(Stats.class).calls.size() == 3);
			assertThat(context.getBean(Ending.class).calls).hasValue(2);
		});
	}

	@Test
	void makesNoCallAfterContextIsClosed() {
		Numbers numbers = new Numbers();
		this.contextRunner.withBean(Numbers.class, () -> numbers)
			.run((context) -> assertThat(numbers.calls).hasSize(1));
		foreign.write("/test/a", "1");
		this.contextRunner.withBean(Stats.class).run((context) -> assertThat(numbers.calls).hasSize(1));
	}

	@Test
	void callsThroughTheProxyOfTheBean() {
		this.contextRunner.withUserConfiguration(Proxied.class).run((context) -> {
			assertThat(context.getBean("interceptions", AtomicInteger.class)).hasValue(1);
			foreign.write("/test/a", "1");
			await().untilAtomic(context.getBean("interceptions", AtomicInteger.class), Matchers.equalTo(2));
		});
	}

	@Test
	void rejectsPrivateAndFinalMethodsOfProxiedBean() {
		for (Class<?> bean : List.of(PrivateMethod.class, FinalMethod.class)) {
			this.contextRunner.withUserConfiguration(Proxied.class)
				.withBean("proxiedBad", bean)
				.run((context) -> assertThat(context).getFailure()
					.isInstanceOf(InvalidZkMethodException.class)
					.hasMessageContaining("proxiedBad")
					.hasMessageContaining("changed"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "foo", "/a//b", "/a/../b", "/a/", "" })
	void refusesABadPathAtTheStart(String path) {
		this.contextRunner.withBean("configured", Configured.class)
			.withPropertyValues("path=" + path)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidZkMethodException.class)
				.hasMessageContaining("configured")
				.hasMessageContaining("changed")
				.hasMessageContaining("'" + path + "'"));
	}

	private static ZkWatch watch(ApplicationContext context) {
		return context.getBean(ZkWatchRegistry.class).watches().get(0);
	}

	private static void acl(int permissions) throws Exception {
		foreign.curator().setACL().withACL(List.of(new ACL(permissions, Ids.ANYONE_ID_UNSAFE))).forPath("/test/a");
	}

	static class Numbers {

		final List<@Nullable Integer> calls = Collections.synchronizedList(new ArrayList<>());

		@ZkDataWatch("/test/a")
		void changed(@Nullable Integer number) {
			this.calls.add(number);
		}

	}

	static class Stats {

		final List<@Nullable Stat> calls = Collections.synchronizedList(new ArrayList<>());

		@ZkDataWatch("/test/a")
		void changed(@Nullable Stat stat) {
			this.calls.add(stat);
		}

	}

	static class Errors implements WatchErrorHandler {

		final List<WatchError> errors = Collections.synchronizedList(new ArrayList<>());

		@Override
		public void handle(WatchError error) {
			this.errors.add(error);
		}

	}

	static class Blocking {

		final CountDownLatch entered = new CountDownLatch(1);

		final CountDownLatch gate = new CountDownLatch(1);

		final List<@Nullable Integer> calls = Collections.synchronizedList(new ArrayList<>());

		@ZkDataWatch("/test/a")
		void changed(@Nullable Integer number) throws InterruptedException {
			this.calls.add(number);
			if (number != null) {
				this.entered.countDown();
				this.gate.await();
			}
		}

	}

	static class Throwing {

		@ZkDataWatch("/test/a")
		void changed(@Nullable Integer number) {
			throw new IllegalStateException("on purpose");
		}

	}

	static class Ending {

		final AtomicInteger calls = new AtomicInteger();

		@ZkDataWatch(path = "/test/a", id = "ending")
		boolean changed(@Nullable Integer number) {
			this.calls.incrementAndGet();
			return number == null;
		}

	}

	static class Configured {

		@ZkDataWatch("${path}")
		void changed(@Nullable Integer number) {
		}

	}

	static class PrivateMethod {

		@ZkDataWatch("/test/a")
		private void changed(@Nullable Integer number) {
		}

	}

	static class FinalMethod {

		@ZkDataWatch("/test/a")
		final void changed(@Nullable Integer number) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Proxied {

		@Bean
		static AtomicInteger interceptions() {
			return new AtomicInteger();
		}

		@Bean
		static MethodInterceptor counting(AtomicInteger interceptions) {
			return (invocation) -> {
				if (invocation.getMethod().getName().equals("changed")) {
					interceptions.incrementAndGet();
				}
				return invocation.proceed();
			};
		}

		@Bean
		static BeanNameAutoProxyCreator proxies() {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("proxied*");
			creator.setInterceptorNames("counting");
			creator.setProxyTargetClass(true);
			return creator;
		}

		@Bean
		Numbers proxiedNumbers() {
			return new Numbers();
		}

	}

}
