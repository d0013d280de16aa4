package io.github.zkspring.client.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The session and its events through the faults of a real server.
 */
class CuratorSessionIntegrationTests {

	private static final ZkSessionState CONNECTED = ZkSessionState.CONNECTED;

	private static final ZkSessionState SUSPENDED = ZkSessionState.SUSPENDED;

	private static final ZkSessionState LOST = ZkSessionState.LOST;

	private ZooKeeperProcess server;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void startServer() {
		this.server = ZooKeeperProcess.start();
		this.contextRunner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class))
			.withBean(Events.class)
			.withPropertyValues("zk.connect-string=" + this.server.connectString(), "zk.session-timeout=3s");
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void returnsStateIdTimeoutAndServerWhenConnected() {
		this.contextRunner.run((context) -> {
			ZkSession session = context.getBean(ZkSession.class);
			assertThat(session.state()).isEqualTo(CONNECTED);
			assertThat(session.id())
				.isEqualTo(context.getBean(CuratorFramework.class).getZookeeperClient().getZooKeeper().getSessionId());
			assertThat(session.negotiatedTimeout()).isEqualTo(Duration.ofSeconds(3));
			assertThat(session.server()).contains(this.server.connectString());
		});
	}

	@Test
	void keepsSessionWhenServerRestartsWithinTimeout() {
		this.contextRunner.withPropertyValues("zk.session-timeout=30s").run((context) -> {
			ZkSession session = context.getBean(ZkSession.class);
			long id = session.id();
			Events events = context.getBean(Events.class);
			this.server.restart();
			await().atMost(Timeouts.LONG).until(() -> events.states().equals(List.of(CONNECTED, SUSPENDED, CONNECTED)));
			assertThat(session.id()).isEqualTo(id);
		});
	}

	@Test
	void suspendsWhenRemovalOfWatchIsLostWithConnection() {
		try (TcpProxy proxy = TcpProxy.start(this.server)) {
			this.contextRunner
				.withPropertyValues("zk.connect-string=" + proxy.connectString(), "zk.session-timeout=30s")
				.run((context) -> {
					ZkSession session = context.getBean(ZkSession.class);
					long id = session.id();
					Events events = context.getBean(Events.class);
					ZooKeeper zooKeeper = context.getBean(CuratorFramework.class).getZookeeperClient().getZooKeeper();
					Watcher watcher = (event) -> {
					};
					zooKeeper.exists("/", watcher);
					proxy.swallowAnswers();
					zooKeeper.removeWatches("/", watcher, WatcherType.Data, true, (rc, path, asked) -> {
					}, null);
					proxy.heal();
					await().atMost(Timeouts.LONG)
						.until(() -> events.states().equals(List.of(CONNECTED, SUSPENDED, CONNECTED)));
					assertThat(session.id()).isEqualTo(id);
				});
		}
	}

	@Test
	void publishesLostBetweenTwoSessions() {
		this.contextRunner.run((context) -> {
			ZkSession session = context.getBean(ZkSession.class);
			long id = session.id();
			Events events = context.getBean(Events.class);
			ForeignClient.expire(context.getBean(CuratorFramework.class));
			await().atMost(Timeouts.LONG).until(() -> session.state() == CONNECTED && session.id() != id);
			await().untilAsserted(
					() -> assertThat(events.states()).startsWith(CONNECTED, SUSPENDED).endsWith(LOST, CONNECTED));
			assertThat(events.events).filteredOn((event) -> event.state() == LOST)
				.singleElement()
				.matches((event) -> event.sessionId() == id);
		});
	}

	@Test
	void losesSessionWhenServerStaysUnavailable() {
		this.contextRunner.run((context) -> {
			ZkSession session = context.getBean(ZkSession.class);
			this.server.kill();
			await().until(() -> session.state() == SUSPENDED);
			assertThat(session.server()).isEmpty();
			await().atMost(Timeouts.LONG).until(() -> session.state() == LOST);
			await().atMost(Timeouts.LONG)
				.untilAsserted(() -> assertThat(session.lastError()).get()
					.asString()
					.endsWith(this.server.connectString() + ": connection refused"));
			this.server.launch();
			await().atMost(Timeouts.LONG).until(() -> session.state() == CONNECTED);
		});
	}

	@Test
	void suspendsWhenTheServerStalls() {
		this.contextRunner.run((context) -> {
			ZkSession session = context.getBean(ZkSession.class);
			this.server.process().suspend();
			await().atMost(Timeouts.LONG).until(() -> session.state() == SUSPENDED);
			this.server.process().resume();
			await().atMost(Timeouts.LONG).until(() -> session.state() == CONNECTED);
		});
	}

	@Test
	void publishesInOrderOnSeparateThreadAlthoughListenerBlocks() {
		this.contextRunner.run((context) -> {
			ZkSession session = context.getBean(ZkSession.class);
			Events events = context.getBean(Events.class);
			events.gate = new CountDownLatch(1);
			this.server.kill();
			await().atMost(Timeouts.LONG).until(() -> session.state() == LOST);
			this.server.launch();
			await().atMost(Timeouts.LONG).until(() -> session.state() == CONNECTED);
			assertThat(events.states()).containsExactly(CONNECTED);
			events.gate.countDown();
			await().untilAsserted(
					() -> assertThat(events.states()).containsExactly(CONNECTED, SUSPENDED, LOST, CONNECTED));
			assertThat(events.threads).containsOnly("zk-session-events");
		});
	}

	static class Events {

		final List<ZkSessionStateEvent> events = Collections.synchronizedList(new ArrayList<>());

		final List<String> threads = Collections.synchronizedList(new ArrayList<>());

		volatile CountDownLatch gate = new CountDownLatch(0);

		@EventListener
		void changed(ZkSessionStateEvent event) throws InterruptedException {
			this.gate.await();
			this.threads.add(Thread.currentThread().getName());
			this.events.add(event);
		}

		List<ZkSessionState> states() {
			return List.copyOf(this.events).stream().map(ZkSessionStateEvent::state).toList();
		}

	}

}
