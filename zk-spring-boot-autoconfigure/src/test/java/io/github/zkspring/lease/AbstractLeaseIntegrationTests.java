package io.github.zkspring.lease;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.lease.ZkLeaseAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.faults.AbstractProxiedServerIntegrationTests;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.awaitility.Awaitility.await;

/**
 * Base of tests with a server process, a proxy in front of it, and a manual clock.
 */
abstract class AbstractLeaseIntegrationTests extends AbstractProxiedServerIntegrationTests {

	final ManualClock clock = new ManualClock();

	final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLeaseAutoConfiguration.class))
		.withBean(ManualClock.class, () -> this.clock)
		.withPropertyValues("zk.connect-string=" + proxy.connectString(), "zk.session-timeout=4s",
				"zk.lease.holder=first", "zk.lease.timeout=20s");

	static void awaitConnection(ApplicationContext context) {
		await().atMost(Duration.ofSeconds(30)).until(() -> context.getBean(ZkSession.class).state().isConnected());
	}

	static String read(String path) throws Exception {
		return new String(foreign.curator().getData().forPath(path), StandardCharsets.UTF_8);
	}

}
