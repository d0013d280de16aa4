package io.github.zkspring.client.connection;

import java.time.Duration;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.faults.Footprint;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The session over a connection that is cut, slow, or dead in one direction.
 */
class TcpProxyIntegrationTests {

	private static final Log logger = LogFactory.getLog(TcpProxyIntegrationTests.class);

	private static ZooKeeperProcess server;

	private TcpProxy proxy;

	private ApplicationContextRunner contextRunner;

	@BeforeAll
	static void startServer() {
		server = ZooKeeperProcess.start();
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@BeforeEach
	void startProxy() {
		this.proxy = TcpProxy.start(server);
		this.contextRunner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class))
			.withPropertyValues("zk.connect-string=" + this.proxy.connectString(),
					"zk.session-timeout=" + Timeouts.SESSION.toSeconds() + "s");
	}

	@AfterEach
	void closeProxy() {
		this.proxy.close();
		await()
			.untilAsserted(() -> assertThat(Footprint.threadNames()).noneMatch((name) -> name.startsWith("zk-proxy")));
	}

	@Test
	void keepsSessionWhenConnectionIsInterruptedBriefly() {
		this.contextRunner.run((context) -> {
			ZkSession session = context.getBean(ZkSession.class);
			long id = session.id();
			this.proxy.cut();
			await().atMost(Timeouts.LONG).until(() -> session.state() == ZkSessionState.SUSPENDED);
			this.proxy.heal();
			await().atMost(Timeouts.LONG).until(() -> session.state() == ZkSessionState.CONNECTED);
			assertThat(session.id()).isEqualTo(id);
		});
	}

	@Test
	void detectsDroppedAnswers() {
		this.contextRunner.run((context) -> {
			ZkSession session = context.getBean(ZkSession.class);
			long begin = System.nanoTime();
			this.proxy.swallowAnswers();
			await().atMost(Timeouts.LONG)
				.pollInterval(Duration.ofMillis(10))
				.until(() -> session.state() == ZkSessionState.SUSPENDED);
			Duration took = Duration.ofNanos(System.nanoTime() - begin);
			logger.info("half-open: SUSPENDED after %d ms".formatted(took.toMillis()));
			assertThat(took)
				.isLessThan(Timeouts.SESSION.multipliedBy(2).dividedBy(3).plusMillis(100).plus(Timeouts.SLACK));
			this.proxy.heal();
			await().atMost(Timeouts.LONG).until(() -> session.state() == ZkSessionState.CONNECTED);
		});
	}

	@Test
	void staysConnectedWhenTheConnectionIsSlow() {
		this.contextRunner.run((context) -> {
			CuratorFramework curator = context.getBean(CuratorFramework.class);
			this.proxy.delay(Duration.ofMillis(200));
			long begin = System.nanoTime();
			curator.checkExists().forPath("/");
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
			assertThat(context.getBean(ZkSession.class).state()).isEqualTo(ZkSessionState.CONNECTED);
		});
	}

}
