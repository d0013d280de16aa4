package io.github.zkspring.client;

import java.util.List;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkDiscoveryAutoConfiguration;
import io.github.zkspring.autoconfigure.discovery.ZkRegistrationAutoConfiguration;
import io.github.zkspring.discovery.registration.ManagedRegistration;
import io.github.zkspring.faults.AbstractProxiedServerIntegrationTests;
import io.github.zkspring.faults.CapturedLog;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.Timeouts;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that each transition is one log line.
 */
class SessionLogIntegrationTests extends AbstractProxiedServerIntegrationTests {

	@RegisterExtension
	final CapturedLog log = new CapturedLog();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkDiscoveryAutoConfiguration.class,
				ZkRegistrationAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + proxy.connectString() + "/shop", "zk.session-timeout=6s");

	@Test
	void logsEachTransitionOfTheSessionOnce() {
		this.contextRunner.run((context) -> {
			assertThat(lines("Connected to ZooKeeper")).singleElement()
				.asString()
				.contains("INFO", "127.0.0.1", "chroot /shop", "timeout 6000 ms");
			proxy.cut();
			await().atMost(Timeouts.LONG).until(() -> lines("Lost the connection").size() == 1);
			assertThat(lines("Lost the connection")).singleElement().asString().contains("WARN", "6000 ms");
			proxy.heal();
			await().atMost(Timeouts.LONG)
				.until(() -> lines("Restored the connection").size() + lines("Connected to ZooKeeper").size() == 2);
			ForeignClient.expire(context.getBean(CuratorFramework.class));
			await().atMost(Timeouts.LONG).until(() -> lines("has ended").size() >= 1);
			await().atMost(Timeouts.LONG).until(() -> lines("Connected to ZooKeeper").size() >= 2);
		});
		assertThat(lines("Restored the connection")).hasSizeLessThanOrEqualTo(2)
			.allSatisfy((line) -> assertThat(line).contains("INFO", " after ", " ms"));
		assertThat(lines("Closed ZooKeeper session")).hasSize(1);
	}

	@Test
	void logsRegistrationAndDeregistration() {
		this.contextRunner
			.withPropertyValues("zk.discovery.register=true", "zk.discovery.name=orders", "zk.discovery.id=one",
					"zk.discovery.host=localhost", "zk.discovery.port=8080", "zk.discovery.drain=0s")
			.run((context) -> {
				ManagedRegistration registration = context.getBean(ManagedRegistration.class);
				registration.ready(true);
				await().atMost(Timeouts.LONG).until(() -> lines("Registered this instance").size() == 1);
				assertThat(lines("Registered this instance").get(0)).contains("INFO", "'/services/orders/one'");
			});
		assertThat(lines("Deregistered this instance")).hasSize(1);
	}

	private List<String> lines(String text) {
		return this.log.lines().stream().filter((line) -> line.contains(text)).toList();
	}

}
