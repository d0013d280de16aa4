package io.github.zkspring.metrics;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.ZkMetricsAutoConfiguration;
import io.github.zkspring.autoconfigure.ZkWatchAutoConfiguration;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.watch.ZkDataWatch;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The meter of watches in an application.
 */
class ZkWatchMetricsIntegrationTests {

	@Test
	void countsErrorsByTheirKind() {
		try (ZooKeeperProcess server = ZooKeeperProcess.start();
				ForeignClient foreign = new ForeignClient(server.connectString())) {
			foreign.write("/limit", "1");
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
						ZkMetricsAutoConfiguration.class))
				.withBean(SimpleMeterRegistry.class)
				.withBean(Limit.class)
				.withPropertyValues("zk.connect-string=" + server.connectString())
				.run((context) -> {
					MeterRegistry registry = context.getBean(MeterRegistry.class);
					assertThat(errors(registry, "payload")).isZero();
					foreign.write("/limit", "many");
					await().until(() -> errors(registry, "payload") == 1);
					foreign.write("/limit", "13");
					await().until(() -> errors(registry, "method") == 1);
					assertThat(errors(registry, "read")).isZero();
					assertThat(registry.getMeters()).extracting(Meter::getId)
						.allSatisfy((id) -> assertThat(id.getDescription()).isNotBlank());
				});
		}
	}

	private static double errors(MeterRegistry registry, String kind) {
		return registry.get("zookeeper.watch.errors").tag("kind", kind).counter().count();
	}

	static class Limit {

		@ZkDataWatch("/limit")
		void changed(@Nullable Integer limit) {
			if (limit != null && limit == 13) {
				throw new IllegalStateException("a fault of this test");
			}
		}

	}

}
