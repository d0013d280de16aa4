package io.github.zkspring.client.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The lease of a session on a real server.
 */
class HeartbeatIntegrationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(4);

	private ZooKeeperProcess server;

	private ForeignClient foreign;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void startServer() {
		this.server = ZooKeeperProcess.start();
		this.foreign = new ForeignClient(this.server.connectString());
		this.contextRunner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class))
			.withPropertyValues("zk.connect-string=" + this.server.connectString(),
					"zk.session-timeout=" + TIMEOUT.toMillis() + "ms");
	}

	@AfterEach
	void stopServer() {
		this.foreign.close();
		this.server.close();
	}

	@Test
	void writesNothingAndHasNoLeaseWhileNothingIsHeld() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(ZkSession.class).lease()).isZero();
			assertThat(context.getBean(ZkSession.class).isCertain()).isFalse();
			assertThat(this.foreign.children("/")).doesNotContain("heartbeats");
		});
	}

	@Test
	void keepsLeaseBetweenThreeEighthsAndHalfOfTimeoutWhileHeld() {
		this.contextRunner.run((context) -> {
			ZkSession session = context.getBean(ZkSession.class);
			hold(context);
			await().until(session::isCertain);
			// a beat may be late by the time that a loaded machine needs
			await().during(TIMEOUT)
				.atMost(TIMEOUT.multipliedBy(2))
				.until(() -> session.lease().compareTo(TIMEOUT.dividedBy(8)) > 0
						&& session.lease().compareTo(TIMEOUT.dividedBy(2)) <= 0);
			assertThat(this.foreign.children("/heartbeats")).hasSize(1);
		});
	}

	@Test
	void leaseExpiresAfterRelease() {
		this.contextRunner.run((context) -> {
			ZkSession session = context.getBean(ZkSession.class);
			hold(context);
			await().until(session::isCertain);
			onLoop(context, () -> context.getBean(Heartbeat.class).release());
			await().atMost(TIMEOUT).until(() -> !session.isCertain());
		});
	}

	@Test
	void leaseEndsBeforeClientDetectsStalledServer() {
		this.contextRunner.run((context) -> {
			ZkSession session = context.getBean(ZkSession.class);
			Changes changes = hold(context);
			await().until(session::isCertain);
			this.server.process().suspend();
			try {
				await().atMost(TIMEOUT).until(() -> !session.isCertain());
				assertThat(session.state()).isEqualTo(ZkSessionState.CONNECTED);
				await().until(() -> changes.changes.equals(List.of("began", "ended")));
			}
			finally {
				this.server.process().resume();
			}
			await().atMost(Timeouts.LONG).until(session::isCertain);
			await().until(() -> changes.changes.equals(List.of("began", "ended", "began")));
		});
	}

	@Test
	void keepsLeaseDuringShortDisconnect() {
		this.contextRunner.withPropertyValues("zk.session-timeout=30s").run((context) -> {
			ZkSession session = context.getBean(ZkSession.class);
			Changes changes = hold(context);
			await().until(session::isCertain);
			this.server.kill();
			await().until(() -> session.state() == ZkSessionState.SUSPENDED);
			assertThat(session.isCertain()).isTrue();
			this.server.launch();
			await().atMost(Duration.ofSeconds(15)).until(() -> session.state() == ZkSessionState.CONNECTED);
			assertThat(changes.changes).containsExactly("began");
		});
	}

	@Test
	void continuesWhenOperatorDeletesItsZnode() {
		this.contextRunner.run((context) -> {
			ZkSession session = context.getBean(ZkSession.class);
			hold(context);
			await().until(session::isCertain);
			this.foreign.delete("/heartbeats");
			await().until(() -> this.foreign.children("/heartbeats").size() == 1);
			assertThat(session.isCertain()).isTrue();
		});
	}

	@Test
	void beginsNewLeaseWithNewSession() {
		this.contextRunner.run((context) -> {
			ZkSession session = context.getBean(ZkSession.class);
			hold(context);
			await().until(session::isCertain);
			long id = session.id();
			ForeignClient.expire(context.getBean(CuratorFramework.class));
			await().atMost(Timeouts.LONG).until(() -> session.id() != id && session.isCertain());
			assertThat(this.foreign.children("/heartbeats")).hasSize(1);
		});
	}

	private static Changes hold(ApplicationContext context) {
		Changes changes = new Changes();
		Heartbeat heartbeat = context.getBean(Heartbeat.class);
		heartbeat.addListener(changes);
		onLoop(context, heartbeat::hold);
		return changes;
	}

	private static void onLoop(ApplicationContext context, Runnable task) {
		context.getBean(ZkEventLoop.class).execute(task);
	}

	private static final class Changes implements Heartbeat.LeaseListener {

		private final List<String> changes = Collections.synchronizedList(new ArrayList<>());

		@Override
		public void leaseBegan() {
			this.changes.add("began");
		}

		@Override
		public void leaseEnded() {
			this.changes.add("ended");
		}

	}

}
