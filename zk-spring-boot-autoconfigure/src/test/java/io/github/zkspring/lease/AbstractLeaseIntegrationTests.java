package io.github.zkspring.lease;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.ZkLeaseAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.awaitility.Awaitility.await;

/**
 * A server in a process of its own, a proxy in front of it, and a clock that is moved.
 */
abstract class AbstractLeaseIntegrationTests {

	static ZooKeeperProcess server;

	static TcpProxy proxy;

	static ForeignClient foreign;

	final ManualClock clock = new ManualClock();

	final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLeaseAutoConfiguration.class))
		.withBean(ManualClock.class, () -> this.clock)
		.withPropertyValues("zk.connect-string=" + proxy.connectString(), "zk.session-timeout=4s",
				"zk.lease.holder=first", "zk.lease.timeout=20s");

	@BeforeAll
	static void startServer() {
		server = ZooKeeperProcess.start();
		proxy = TcpProxy.start(server);
		foreign = new ForeignClient(server.connectString());
	}

	@AfterAll
	static void stopServer() {
		foreign.close();
		proxy.close();
		server.close();
	}

	@BeforeEach
	void forget() {
		foreign.delete("/leases");
	}

	@AfterEach
	void heal() {
		proxy.heal();
	}

	static void awaitConnection(ApplicationContext context) {
		await().atMost(Duration.ofSeconds(30)).until(() -> context.getBean(ZkSession.class).state().isConnected());
	}

	static String read(String path) throws Exception {
		return new String(foreign.curator().getData().forPath(path), StandardCharsets.UTF_8);
	}

}
