package io.github.zkspring.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.metrics.ZkMetricsAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.watch.WatchOptions;
import io.github.zkspring.watch.ZkDataWatch;
import io.github.zkspring.watch.ZkWatchRegistry;
import io.github.zkspring.watch.ZkWatches;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The meters of watches in an application.
 */
class ZkWatchMetricsIntegrationTests {

	@Test
	void metersFollowAWatchFromItsFirstCallToItsEnd() {
		try (ZooKeeperProcess server = ZooKeeperProcess.start();
				ForeignClient foreign = new ForeignClient(server.connectString())) {
			foreign.write("/limit", "1");
			runner(server).run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(deliveries(registry, "ok").count()).isEqualTo(1);
				assertThat(lag(registry, "change").count()).isZero();
				foreign.write("/limit", "many");
				await().until(() -> errors(registry, "payload") == 1);
				foreign.write("/limit", "13");
				await().until(() -> errors(registry, "method") == 1);
				assertThat(errors(registry, "read")).isZero();
				assertThat(deliveries(registry, "error").count()).isEqualTo(1);
				foreign.write("/limit", "2");
				await().until(() -> deliveries(registry, "ok").count() == 2);
				await().until(() -> lag(registry, "change").count() == 2);
				assertThat(lag(registry, "change").max(TimeUnit.SECONDS)).isLessThan(30);
				assertThat(registry.getMeters()).extracting(Meter::getId)
					.allSatisfy((id) -> assertThat(id.getDescription()).isNotBlank());
				context.getBean(ZkWatchRegistry.class).watch("limit").orElseThrow().close();
				assertThat(registry.find("zookeeper.watch.deliveries").meters()).isEmpty();
			});
		}
	}

	@Test
	void countsWhatASlowMethodHasNotSeen() {
		try (ZooKeeperProcess server = ZooKeeperProcess.start();
				ForeignClient foreign = new ForeignClient(server.connectString())) {
			foreign.write("/limit", "1");
			runner(server).run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				Limit limit = context.getBean(Limit.class);
				limit.gate = new CountDownLatch(1);
				foreign.write("/limit", "2");
				await().until(() -> limit.last == 2);
				for (int next = 3; next <= 9; next++) {
					foreign.write("/limit", String.valueOf(next));
				}
				limit.gate.countDown();
				await().until(() -> limit.last == 9);
				await().untilAsserted(
						() -> assertThat(deliveries(registry, "ok").count() + conflated(registry)).isEqualTo(9));
				assertThat(conflated(registry)).isPositive();
			});
		}
	}

	@Test
	void measuresEachZnodeOfATree() {
		try (ZooKeeperProcess server = ZooKeeperProcess.start();
				ForeignClient foreign = new ForeignClient(server.connectString())) {
			foreign.write("/tree/a", "1");
			runner(server).run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				List<String> seen = new CopyOnWriteArrayList<>();
				context.getBean(ZkWatches.class)
					.tree("/tree", ParameterizedTypeReference.forType(String.class),
							WatchOptions.defaults().withId("tree"), (event) -> seen.add(event.path()));
				await().until(() -> seen.contains("/tree/a"));
				foreign.write("/tree/a", "2");
				await().until(() -> seen.size() == 3);
				foreign.write("/tree/b", "1");
				await().until(() -> seen.size() == 4);
				foreign.delete("/tree/a");
				await().until(() -> seen.size() == 5);
				await().untilAsserted(() -> assertThat(
						registry.get("zookeeper.watch.lag").tags("watch", "tree", "since", "change").timer().count())
					.isEqualTo(2));
			});
		}
	}

	private static ApplicationContextRunner runner(ZooKeeperProcess server) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
					ZkMetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.withBean(Limit.class)
			.withPropertyValues("zk.connect-string=" + server.connectString());
	}

	private static Timer deliveries(MeterRegistry registry, String outcome) {
		return registry.get("zookeeper.watch.deliveries").tags("watch", "limit", "outcome", outcome).timer();
	}

	private static Timer lag(MeterRegistry registry, String since) {
		return registry.get("zookeeper.watch.lag").tags("watch", "limit", "since", since).timer();
	}

	private static double conflated(MeterRegistry registry) {
		return registry.get("zookeeper.watch.conflated").tag("watch", "limit").counter().count();
	}

	private static double errors(MeterRegistry registry, String kind) {
		return registry.get("zookeeper.watch.errors").tags("watch", "limit", "kind", kind).counter().count();
	}

	static class Limit {

		private volatile CountDownLatch gate = new CountDownLatch(0);

		private volatile int last;

		@ZkDataWatch(path = "/limit", id = "limit")
		void changed(@Nullable Integer limit) throws InterruptedException {
			this.last = (limit != null) ? limit : 0;
			this.gate.await();
			if (this.last == 13) {
				throw new IllegalStateException("a fault of this test");
			}
		}

	}

}
