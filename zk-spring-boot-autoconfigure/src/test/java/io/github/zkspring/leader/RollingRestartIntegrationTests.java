package io.github.zkspring.leader;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.faults.QuorumLimits;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperEnsemble;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.fencing.FencingToken;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.curator.retry.RetryForever;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a leader during a rolling restart of the ensemble, in which each server is
 * down for less than half of the session timeout. Curator's latch runs for comparison.
 * {@code -Dzkspring.rolling.rounds=10} goes round more often.
 */
@Tag("faults")
class RollingRestartIntegrationTests {

	private static final Log logger = LogFactory.getLog(RollingRestartIntegrationTests.class);

	private static final int ROUNDS = Integer.getInteger("zkspring.rolling.rounds", 1);

	private static final Duration SESSION = Duration.ofSeconds(20);

	private static final Duration LONG = Timeouts.FAILOVER;

	private static ZooKeeperEnsemble ensemble;

	@BeforeAll
	static void startEnsemble() {
		ensemble = ZooKeeperEnsemble.start(QuorumLimits.SHORT);
	}

	@AfterAll
	static void endEnsemble() {
		ensemble.close();
	}

	private final Work work = new Work();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class))
		.withBean(Work.class, () -> this.work)
		.withPropertyValues("zk.connect-string=" + ensemble.connectString(),
				"zk.session-timeout=" + SESSION.toSeconds() + "s");

	@Test
	void keepsLeaderDuringRollingRestart() throws Exception {
		AtomicInteger latchLosses = new AtomicInteger();
		try (CuratorFramework curator = CuratorFrameworkFactory.newClient(ensemble.connectString(),
				(int) SESSION.toMillis(), 10000, new RetryForever(50));
				LeaderLatch latch = latch(curator, latchLosses)) {
			this.runner.run((context) -> {
				LeaderElection election = context.getBean(LeaderElections.class).election("rolling");
				await().atMost(LONG).until(() -> election.isLeader() && latch.hasLeadership());
				FencingToken token = election.leadership().orElseThrow().token();
				CompletableFuture<Boolean> body = CompletableFuture.supplyAsync(context.getBean(Work.class)::run,
						(task) -> new Thread(task, "body").start());
				await().atMost(LONG).until(() -> this.work.bodies.get() == 1);
				restartAll(context);
				assertThat(election.leadership()).map(Leadership::token).contains(token);
				assertThat(this.work.revocations).hasValue(0);
				assertThat(body).isNotDone();
				this.work.end.countDown();
				assertThat(body).succeedsWithin(LONG).isEqualTo(true);
				logger.info(
						"rolling restart, %d rounds: %d disconnects, %d revocations, %d bodies skipped, LeaderLatch lost leadership %d times"
							.formatted(ROUNDS, this.work.disconnects.get(), this.work.revocations.get(),
									this.work.skipped.get(), latchLosses.get()));
				assertThat(this.work.disconnects).hasPositiveValue();
				assertThat(this.work.skipped).hasValue(0);
			});
		}
		assertThat(latchLosses).hasPositiveValue();
	}

	@Test
	void endsLeadershipOnDisconnectWithRevoke() {
		this.runner.withPropertyValues("zk.leader.on-suspended=revoke").run((context) -> {
			LeaderElection election = context.getBean(LeaderElections.class).election("rolling");
			await().atMost(LONG).until(election::isLeader);
			Leadership leadership = election.leadership().orElseThrow();
			own(context).restart();
			await().atMost(LONG).until(() -> this.work.revocations.get() > 0);
			await().atMost(LONG).until(election::isLeader);
			assertThat(election.leadership().orElseThrow()).isNotSameAs(leadership)
				.returns(leadership.token(), Leadership::token);
			ensemble.awaitComplete();
		});
	}

	/** The server of the application first, so that every round has a disconnect. */
	private void restartAll(ApplicationContext context) {
		for (int round = 0; round < ROUNDS; round++) {
			ZooKeeperProcess own = own(context);
			restart(own, context);
			ensemble.others(own).forEach((server) -> restart(server, context));
		}
	}

	private void restart(ZooKeeperProcess server, ApplicationContext context) {
		long begin = System.nanoTime();
		server.restart();
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).as("away").isLessThan(SESSION.dividedBy(2));
		ensemble.awaitComplete();
		await().atMost(LONG).until(() -> this.work.connected);
		LeaderElection election = context.getBean(LeaderElections.class).election("rolling");
		if (!election.isLeader()) {
			this.work.skipped.incrementAndGet();
		}
	}

	private static ZooKeeperProcess own(ApplicationContext context) {
		String address = context.getBean(ZkSession.class).server().orElseThrow();
		return ensemble.servers()
			.stream()
			.filter((server) -> server.connectString().equals(address))
			.findFirst()
			.orElseThrow();
	}

	private static LeaderLatch latch(CuratorFramework curator, AtomicInteger losses) throws Exception {
		curator.start();
		LeaderLatch latch = new LeaderLatch(curator, "/latch");
		latch.addListener(new LeaderLatchListener() {

			@Override
			public void isLeader() {
				// waited for by the test
			}

			@Override
			public void notLeader() {
				losses.incrementAndGet();
			}

		});
		latch.start();
		return latch;
	}

	static class Work {

		final CountDownLatch end = new CountDownLatch(1);

		final AtomicInteger bodies = new AtomicInteger();

		final AtomicInteger revocations = new AtomicInteger();

		final AtomicInteger disconnects = new AtomicInteger();

		final AtomicInteger skipped = new AtomicInteger();

		volatile boolean connected = true;

		@LeaderOnly("rolling")
		Boolean run() {
			this.bodies.incrementAndGet();
			try {
				while (!this.end.await(20, TimeUnit.MILLISECONDS)) {
					Leadership.current().check();
				}
				return true;
			}
			catch (InterruptedException ex) {
				return false;
			}
		}

		@OnLeadershipRevoked("rolling")
		void revoked() {
			this.revocations.incrementAndGet();
		}

		@EventListener
		void changed(ZkSessionStateEvent event) {
			this.connected = event.state() == ZkSessionState.CONNECTED;
			if (event.state() == ZkSessionState.SUSPENDED) {
				this.disconnects.incrementAndGet();
			}
		}

	}

}
