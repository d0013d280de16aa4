package io.github.zkspring.autoconfigure.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

import io.github.zkspring.autoconfigure.ZkConnectionDetails;
import io.github.zkspring.embedded.EmbeddedZooKeeperException;
import io.github.zkspring.embedded.EmbeddedZooKeeperServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ZkEmbeddedAutoConfiguration}.
 */
class ZkEmbeddedAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkEmbeddedAutoConfiguration.class));

	@Test
	void backsOffByDefault() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(EmbeddedZooKeeperServer.class)
			.doesNotHaveBean(ZkConnectionDetails.class));
	}

	@Test
	void startsServerAndUsesItsAddressWhenEnabled() {
		AtomicReference<EmbeddedZooKeeperServer> closed = new AtomicReference<>();
		this.contextRunner.withPropertyValues("zk.embedded.enabled=true", "zk.connect-string=example.org:2181")
			.run((context) -> {
				EmbeddedZooKeeperServer server = context.getBean(EmbeddedZooKeeperServer.class);
				assertThat(server.isRunning()).isTrue();
				assertThat(context).getBean(ZkConnectionDetails.class)
					.returns("127.0.0.1:" + server.getPort(), ZkConnectionDetails::getConnectString);
				closed.set(server);
			});
		assertThat(closed.get().isRunning()).isFalse();
	}

	@Test
	void keepsDataInGivenDirectory(@TempDir Path dataDir) {
		this.contextRunner.withPropertyValues("zk.embedded.enabled=true", "zk.embedded.data-dir=" + dataDir)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(dataDir.resolve("version-2")).isDirectory();
	}

	@Test
	void emptyDataDirMeansTemporaryDirectory() {
		this.contextRunner.withPropertyValues("zk.embedded.enabled=true", "zk.embedded.data-dir=")
			.run((context) -> assertThat(context).getBean(ZkEmbeddedProperties.class)
				.returns(null, ZkEmbeddedProperties::dataDir));
	}

	@Test
	void failsWhenPortIsTaken() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			this.contextRunner
				.withPropertyValues("zk.embedded.enabled=true", "zk.embedded.port=" + taken.getLocalPort())
				.run((context) -> assertThat(context).getFailure()
					.hasRootCauseInstanceOf(BindException.class)
					.hasStackTraceContaining(EmbeddedZooKeeperException.class.getName()));
		}
	}

	@Test
	void backsOffForServerOfApplication() {
		this.contextRunner.withUserConfiguration(OwnServer.class)
			.withPropertyValues("zk.embedded.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(EmbeddedZooKeeperServer.class)
				.hasBean("ownServer")
				.getBean(ZkConnectionDetails.class)
				.returns(context.getBean(EmbeddedZooKeeperServer.class).getConnectString(),
						ZkConnectionDetails::getConnectString));
	}

	@Test
	void backsOffForConnectionDetailsOfApplication() {
		this.contextRunner.withUserConfiguration(OwnConnectionDetails.class)
			.withPropertyValues("zk.embedded.enabled=true")
			.run((context) -> assertThat(context).getBean(ZkConnectionDetails.class)
				.returns("example.org:2181", ZkConnectionDetails::getConnectString));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnServer {

		@Bean(initMethod = "start")
		EmbeddedZooKeeperServer ownServer() {
			return new EmbeddedZooKeeperServer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnConnectionDetails {

		@Bean
		ZkConnectionDetails ownConnectionDetails() {
			return () -> "example.org:2181";
		}

	}

}
