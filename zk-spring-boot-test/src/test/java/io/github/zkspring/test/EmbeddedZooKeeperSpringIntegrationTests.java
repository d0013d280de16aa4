package io.github.zkspring.test;

import io.github.zkspring.autoconfigure.ZkConnectionDetails;
import io.github.zkspring.embedded.EmbeddedZooKeeperServer;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for {@link EmbeddedZooKeeper} in a Spring test.
 */
@SpringBootTest(classes = EmbeddedZooKeeperSpringIntegrationTests.Application.class,
		properties = "zk.connect-string=127.0.0.1:1")
@EmbeddedZooKeeper
class EmbeddedZooKeeperSpringIntegrationTests {

	private static EmbeddedZooKeeperServer ofClass;

	private final EmbeddedZooKeeperServer ofConstructor;

	@Autowired
	private EmbeddedZooKeeperServer bean;

	@Autowired
	private ZkConnectionDetails connectionDetails;

	@Autowired
	private CuratorFramework curator;

	EmbeddedZooKeeperSpringIntegrationTests(@Autowired EmbeddedZooKeeperServer server) {
		this.ofConstructor = server;
	}

	@BeforeAll
	static void rememberServerOfClass(EmbeddedZooKeeperServer server) {
		ofClass = server;
	}

	@Test
	void applicationConnectsToServerOfContext() throws Exception {
		assertThat(this.connectionDetails.getConnectString()).isEqualTo(this.bean.getConnectString());
		assertThat(this.curator.getZookeeperClient().getCurrentConnectionString())
			.isEqualTo(this.bean.getConnectString());
		this.curator.create().forPath("/written", new byte[] { 1 });
		assertThat(this.curator.getData().forPath("/written")).containsExactly(1);
	}

	@Test
	void parameterIsServerOfContext(EmbeddedZooKeeperServer server, @Autowired EmbeddedZooKeeperServer autowired) {
		assertThat(server).isSameAs(this.bean).isSameAs(ofClass).isSameAs(autowired).isSameAs(this.ofConstructor);
	}

	@Nested
	class WhenNested {

		@Test
		void parameterIsServerOfContext(EmbeddedZooKeeperServer server) {
			assertThat(server).isSameAs(ofClass);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
