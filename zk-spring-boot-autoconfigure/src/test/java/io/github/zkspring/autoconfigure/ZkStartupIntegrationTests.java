package io.github.zkspring.autoconfigure;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.template.ZkTemplateAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.ChrootUnavailableException;
import io.github.zkspring.client.ServerProbe.Finding;
import io.github.zkspring.client.ZkAccessDeniedException;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.JavaProcess;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.leader.LeaderElections;
import io.github.zkspring.watch.ZkDataWatch;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for application startup with and without an ensemble.
 */
class ZkStartupIntegrationTests extends AbstractServerIntegrationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
				ZkLeaderAutoConfiguration.class, ZkTemplateAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.session-timeout=4s",
				"zk.startup.timeout=2s");

	@Test
	void namesServerThatRefusesConnections() throws IOException {
		String unreachable = "127.0.0.1:" + freePort();
		this.contextRunner.withPropertyValues("zk.connect-string=" + unreachable)
			.run((context) -> assertThat(context).getFailure()
				.cause()
				.isInstanceOfSatisfying(ZkUnavailableException.class, (ex) -> assertThat(ex.getProbes()).singleElement()
					.matches((probe) -> probe.server().equals(unreachable) && probe.finding() == Finding.REFUSED)));
	}

	@Test
	void namesUnknownHost() {
		this.contextRunner.withPropertyValues("zk.connect-string=zookeeper.invalid:2181,other.invalid:2181")
			.run((context) -> assertThat(context).getFailure()
				.cause()
				.isInstanceOfSatisfying(ZkUnavailableException.class, (ex) -> assertThat(ex.getProbes()).hasSize(2)
					.allMatch((probe) -> probe.finding() == Finding.UNKNOWN_HOST)));
	}

	@Test
	void failsWithinTimeoutWhenServerIsSilent() throws IOException {
		try (ServerSocket silent = JavaProcess.listen()) {
			long begin = System.nanoTime();
			this.contextRunner.withPropertyValues("zk.connect-string=127.0.0.1:" + silent.getLocalPort())
				.run((context) -> assertThat(context).getFailure()
					.cause()
					.isInstanceOfSatisfying(ZkUnavailableException.class,
							(ex) -> assertThat(ex.getProbes()).singleElement()
								.matches((probe) -> probe.finding() == Finding.NO_SESSION)));
			// two seconds for startup, plus closing and a slow machine
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
		}
	}

	@Test
	void createsMissingChrootAndNamespace() {
		this.contextRunner
			.withPropertyValues("zk.connect-string=" + server.connectString() + "/apps/shop", "zk.namespace=orders")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(foreign.children("/apps")).containsExactly("shop");
				assertThat(foreign.children("/apps/shop")).containsExactly("orders");
			});
	}

	@Test
	void watchesUnderChrootAndNamespace() {
		foreign.write("/apps/shop/orders/limit", "7");
		this.contextRunner.withBean(Limit.class)
			.withPropertyValues("zk.connect-string=" + server.connectString() + "/apps/shop", "zk.namespace=orders")
			.run((context) -> {
				Limit limit = context.getBean(Limit.class);
				assertThat(limit.calls).containsExactly(7);
				foreign.write("/apps/shop/orders/limit", "8");
				await().untilAsserted(() -> assertThat(limit.calls).containsExactly(7, 8));
			});
	}

	@Test
	void failsWhenChrootOrNamespaceIsDenied() throws Exception {
		foreign.write("/closed", "");
		foreign.curator()
			.setACL()
			.withACL(List.of(new ACL(Perms.READ | Perms.ADMIN, Ids.ANYONE_ID_UNSAFE)))
			.forPath("/closed");
		this.contextRunner.withPropertyValues("zk.connect-string=" + server.connectString() + "/closed/app")
			.run((context) -> assertThat(context).getFailure()
				.cause()
				.isInstanceOf(ChrootUnavailableException.class)
				.hasMessageContaining("/closed/app"));
		this.contextRunner
			.withPropertyValues("zk.connect-string=" + server.connectString() + "/closed", "zk.namespace=app")
			.run((context) -> assertThat(context).getFailure()
				.cause()
				.isInstanceOf(ZkAccessDeniedException.class)
				.hasMessageContaining("/app"));
	}

	@Test
	void continuesWithoutEnsembleAndConnectsLater() {
		server.kill();
		try {
			this.contextRunner.withBean(Limit.class)
				.withPropertyValues("zk.startup.on-unavailable=continue", "zk.namespace=late")
				.run((context) -> {
					assertThat(context.getBean(ZkSession.class).state()).isEqualTo(ZkSessionState.CONNECTING);
					Limit limit = context.getBean(Limit.class);
					LeaderElection election = context.getBean(LeaderElections.class).election("late");
					assertThat(limit.calls).isEmpty();
					assertThat(election.isLeader()).isFalse();
					server.launch();
					foreign.write("/late/limit", "3");
					await().atMost(Timeouts.LONG).untilAsserted(() -> assertThat(limit.calls).isNotEmpty().endsWith(3));
					await().until(election::isLeader);
				});
		}
		finally {
			server.restart();
		}
	}

	@Test
	void startsClientOfApplication() {
		this.contextRunner
			.withBean(CuratorFramework.class,
					() -> CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100)))
			.run((context) -> {
				assertThat(context).hasSingleBean(CuratorFramework.class);
				assertThat(context.getBean(ZkSession.class).state()).isEqualTo(ZkSessionState.CONNECTED);
				assertThat(context.getBean(CuratorFramework.class).checkExists().forPath("/")).isNotNull();
			});
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = JavaProcess.listen()) {
			return socket.getLocalPort();
		}
	}

	static class Limit {

		final List<@Nullable Integer> calls = Collections.synchronizedList(new ArrayList<>());

		@ZkDataWatch("/limit")
		void changed(@Nullable Integer limit) {
			this.calls.add(limit);
		}

	}

}
