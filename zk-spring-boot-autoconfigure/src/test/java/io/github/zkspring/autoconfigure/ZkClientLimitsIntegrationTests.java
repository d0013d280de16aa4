package io.github.zkspring.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for large answers and read-only servers.
 */
class ZkClientLimitsIntegrationTests {

	private static final int CHILDREN = 8000;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class))
		.withPropertyValues("zk.session-timeout=6s", "zk.startup.timeout=20s");

	@Test
	void readsMoreChildrenThanTheDefaultBufferHolds() {
		try (ZooKeeperProcess server = ZooKeeperProcess.start()) {
			this.contextRunner.withPropertyValues("zk.connect-string=" + server.connectString()).run((context) -> {
				CuratorFramework curator = context.getBean(CuratorFramework.class);
				curator.create().forPath("/many");
				CountDownLatch created = new CountDownLatch(CHILDREN);
				String name = "a".repeat(200);
				for (int number = 0; number < CHILDREN; number++) {
					curator.create()
						.inBackground((client, event) -> created.countDown())
						.forPath("/many/" + name + number);
				}
				assertThat(created.await(60, TimeUnit.SECONDS)).isTrue();
				long session = context.getBean(ZkSession.class).id();
				assertThat(curator.getChildren().forPath("/many")).hasSize(CHILDREN);
				assertThat(context.getBean(ZkSession.class)).returns(session, ZkSession::id)
					.returns(ZkSessionState.CONNECTED, ZkSession::state);
			});
		}
	}

	@Test
	void usesReadOnlyServerWhenAllowed() {
		try (ZooKeeperProcess server = ZooKeeperProcess.startReadOnly()) {
			this.contextRunner.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.read-only=true")
				.run((context) -> {
					assertThat(context).hasNotFailed();
					ZkSession session = context.getBean(ZkSession.class);
					await().atMost(Duration.ofSeconds(5)).until(() -> session.state() == ZkSessionState.READ_ONLY);
					CuratorFramework curator = context.getBean(CuratorFramework.class);
					assertThat(curator.getChildren().forPath("/")).containsExactly("zookeeper");
					assertThatExceptionOfType(KeeperException.NotReadOnlyException.class)
						.isThrownBy(() -> curator.create().forPath("/refused"));
				});
			this.contextRunner
				.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.startup.timeout=2s")
				.run((context) -> assertThat(context).hasFailed());
		}
	}

}
