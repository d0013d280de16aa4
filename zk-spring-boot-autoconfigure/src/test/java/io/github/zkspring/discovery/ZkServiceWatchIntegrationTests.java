package io.github.zkspring.discovery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.TcpProxy;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests methods with {@link ZkServiceWatch}.
 */
class ZkServiceWatchIntegrationTests extends AbstractDiscoveryIntegrationTests {

	private final ApplicationContextRunner hurried = this.contextRunner
		.withPropertyValues("zk.watch.initial-sync-timeout=500ms");

	@Test
	void startWaitsForFirstInvocation() throws Exception {
		write(foreign, instance("orders", "one", 8081, "UP"));
		this.contextRunner.withBean(Slow.class)
			.run((context) -> assertThat(context.getBean(Slow.class).ended).containsExactly(1));
	}

	@Test
	void startStopsWaitingAfterTimeout() {
		Blocking blocking = new Blocking();
		long begin = System.nanoTime();
		this.hurried.withBean(Blocking.class, () -> blocking).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofMillis(500),
					Duration.ofSeconds(9));
			assertThat(blocking.calls).containsExactly(0);
			blocking.go.countDown();
		});
	}

	@Test
	void startDoesNotWaitWhenReadIsRefused() throws Exception {
		foreign.write("/services/orders", "");
		foreign.curator()
			.setACL()
			.withACL(List.of(new ACL(Perms.ALL & ~Perms.READ, Ids.ANYONE_ID_UNSAFE)))
			.forPath("/services/orders");
		long begin = System.nanoTime();
		this.contextRunner.withPropertyValues("watched=orders", "zk.watch.initial-sync-timeout=30s")
			.withBean(Watching.class)
			.run((context) -> {
				assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
				assertThat(context.getBean(Watching.class).events).isEmpty();
			});
		foreign.curator().setACL().withACL(Ids.OPEN_ACL_UNSAFE).forPath("/services/orders");
	}

	@Test
	void startDoesNotWaitWhenEnsembleMayBeUnavailable() throws Exception {
		ServiceInstance one = instance("orders", "one", 8081, "UP");
		write(foreign, one);
		try (TcpProxy proxy = TcpProxy.start(server)) {
			proxy.cut();
			long begin = System.nanoTime();
			this.contextRunner
				.withPropertyValues("watched=orders", "zk.watch.initial-sync-timeout=30s",
						"zk.startup.on-unavailable=continue", "zk.connect-string=" + proxy.connectString())
				.withBean(Watching.class)
				.run((context) -> {
					assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
					Watching watching = context.getBean(Watching.class);
					assertThat(watching.events).isEmpty();
					proxy.heal();
					await().atMost(Duration.ofSeconds(20)).until(() -> watching.lists.equals(List.of(List.of(one))));
				});
		}
	}

	@Test
	void deliversCurrentInstancesFirstThenDifferences() throws Exception {
		ServiceInstance one = instance("orders", "one", 8081, "UP");
		ServiceInstance moved = instance("orders", "one", 8082, "UP");
		ServiceInstance two = instance("orders", "two", 8083, "OUT_OF_SERVICE");
		write(foreign, one);
		this.contextRunner.withPropertyValues("watched=orders").withBean(Watching.class).run((context) -> {
			Watching watching = context.getBean(Watching.class);
			await().until(() -> watching.events.size() == 1);
			write(foreign, two);
			await().until(() -> watching.events.size() == 2);
			write(foreign, moved);
			await().until(() -> watching.events.size() == 3);
			foreign.delete(path("orders", "two"));
			await().until(() -> watching.events.size() == 4);
			assertThat(watching.events).containsExactly(event(List.of(one), List.of(one), List.of(), List.of()),
					event(List.of(one, two), List.of(two), List.of(), List.of()),
					event(List.of(moved, two), List.of(), List.of(), List.of(moved)),
					event(List.of(moved), List.of(), List.of(two), List.of()));
			assertThat(watching.lists).element(1).isEqualTo(List.of(one, two));
		});
	}

	@Test
	void isNotInvokedForSessionLossWithoutChange() throws Exception {
		ServiceInstance one = instance("orders", "one", 8081, "UP");
		write(foreign, one);
		this.contextRunner.withPropertyValues("watched=orders").withBean(Watching.class).run((context) -> {
			Watching watching = context.getBean(Watching.class);
			await().until(() -> watching.events.size() == 1);
			ForeignClient.expire(context.getBean(CuratorFramework.class));
			ServiceInstance two = instance("orders", "two", 8082, "UP");
			write(foreign, two);
			await().until(() -> watching.events.size() == 2);
			assertThat(watching.events.get(1).added()).containsExactly(two);
			assertThat(watching.events.get(1).removed()).isEmpty();
		});
	}

	@Test
	void conflatesChangesDuringInvocationAndContinuesAfterException() throws Exception {
		write(foreign, instance("orders", "one", 8081, "UP"));
		this.hurried.withBean(Blocking.class).run((context) -> {
			Blocking blocking = context.getBean(Blocking.class);
			await().until(() -> blocking.calls.size() == 1);
			ServiceCatalog catalog = context.getBean(ServiceCatalog.class);
			for (int number = 2; number <= 5; number++) {
				int expected = number;
				write(foreign, instance("orders", "number-" + number, 8080 + number, "UP"));
				await().until(() -> catalog.instances("orders").size() == expected);
			}
			assertThat(blocking.calls).containsExactly(1);
			blocking.go.countDown();
			await().until(() -> blocking.calls.equals(List.of(1, 5)));
			assertThat(blocking.threads).allMatch((name) -> name.startsWith("zk-service-"));
		});
	}

	@Test
	void failsStartForInvalidMethods() {
		this.contextRunner.withBean("strange", Strange.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidZkMethodException.class)
				.hasMessageContainingAll("strange", "changed", "String"));
		this.contextRunner.withBean("watching", Watching.class)
			.withPropertyValues("watched=a/b")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidZkMethodException.class)
				.hasMessageContainingAll("watching", "a/b"));
	}

	private static ServiceEvent event(List<ServiceInstance> instances, List<ServiceInstance> added,
			List<ServiceInstance> removed, List<ServiceInstance> updated) {
		return new ServiceEvent("orders", instances, added, removed, updated);
	}

	static class Watching {

		private final List<ServiceEvent> events = new CopyOnWriteArrayList<>();

		private final List<List<ServiceInstance>> lists = new CopyOnWriteArrayList<>();

		@ZkServiceWatch("${watched}")
		void changed(List<ServiceInstance> instances, ServiceEvent event) {
			this.lists.add(instances);
			this.events.add(event);
		}

	}

	static class Slow {

		private final List<Integer> ended = new CopyOnWriteArrayList<>();

		@ZkServiceWatch("orders")
		void changed(List<ServiceInstance> instances) throws InterruptedException {
			new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
			this.ended.add(instances.size());
		}

	}

	static class Blocking {

		private final List<Integer> calls = new CopyOnWriteArrayList<>();

		private final List<String> threads = new CopyOnWriteArrayList<>();

		private final CountDownLatch go = new CountDownLatch(1);

		@ZkServiceWatch("orders")
		void changed(List<ServiceInstance> instances) throws InterruptedException {
			this.threads.add(Thread.currentThread().getName());
			this.calls.add(instances.size());
			this.go.await();
			throw new IllegalStateException("simulated failure");
		}

	}

	static class Strange {

		@ZkServiceWatch("orders")
		void changed(List<String> names) {
		}

	}

}
