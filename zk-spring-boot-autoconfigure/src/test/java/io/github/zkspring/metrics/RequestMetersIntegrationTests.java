package io.github.zkspring.metrics;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.metrics.ZkMetricsAutoConfiguration;
import io.github.zkspring.autoconfigure.template.ZkTemplateAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.template.ZkTemplate;
import io.github.zkspring.template.Znode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests are measured, whoever sends them.
 */
class RequestMetersIntegrationTests {

	@Test
	void measuresRequestsOfTheStarterAndOfCurator() {
		try (ZooKeeperProcess server = ZooKeeperProcess.start();
				TcpProxy proxy = TcpProxy.start(server);
				ForeignClient foreign = new ForeignClient(server.connectString())) {
			foreign.write("/limit", "twelve");
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
						ZkTemplateAutoConfiguration.class, ZkMetricsAutoConfiguration.class))
				.withBean(SimpleMeterRegistry.class)
				.withPropertyValues("zk.connect-string=" + proxy.connectString())
				.run((context) -> {
					MeterRegistry registry = context.getBean(MeterRegistry.class);
					context.getBean(ZkSessionMetrics.class).bindTo(registry);
					ZkTemplate template = context.getBean(ZkTemplate.class);
					assertThat(template.async().get("/limit", String.class).get()).isPresent();
					assertThat(count(registry, "getData", "ok", "starter")).isEqualTo(1);
					assertThat(registry.get("zookeeper.requests.received")
						.tags("operation", "getData", "source", "starter")
						.counter()
						.count()).isEqualTo(6);
					CuratorFramework curator = context.getBean(CuratorFramework.class);
					curator.setData().forPath("/limit", "13".getBytes());
					assertThat(count(registry, "setData", "ok", "curator")).isEqualTo(1);
					proxy.swallowAnswers();
					CompletableFuture<Optional<Znode<String>>> unanswered = template.async()
						.get("/limit", String.class);
					await().until(() -> server.fourLetters("srvr").contains("Mode"));
					proxy.cut();
					await().until(() -> count(registry, "getData", "connection-loss", "starter") == 1);
					proxy.heal();
					assertThat(unanswered.get().orElseThrow().payload()).isEqualTo("13");
				});
		}
	}

	private static long count(MeterRegistry registry, String operation, String outcome, String source) {
		Timer timer = registry.find("zookeeper.requests")
			.tags("operation", operation, "outcome", outcome, "source", source)
			.timer();
		return (timer != null) ? timer.count() : 0;
	}

}
