package io.github.zkspring.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.fencing.FencingToken;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link OnLeadershipGranted} and {@link OnLeadershipRevoked}.
 */
class LeadershipHandlersIntegrationTests extends AbstractServerIntegrationTests {

	private static final int TRANSITIONS = 50;

	private static final Duration LONG = Timeouts.LONG;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkLeaderAutoConfiguration.class))
		.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.session-timeout=4s");

	@Test
	void callsHandlersOncePerTransition() {
		Scheduler scheduler = new Scheduler();
		this.runner.withBean(Scheduler.class, () -> scheduler).run((context) -> {
			LeaderElection election = context.getBean(LeaderElections.class).election("seed");
			for (int round = 1; round <= TRANSITIONS / 2; round++) {
				int number = round;
				await().atMost(LONG).until(() -> scheduler.starts.get() == number);
				switch (round % 5) {
					case 0 -> ForeignClient.expire(context.getBean(CuratorFramework.class));
					case 1, 2 -> foreign.delete(election.leadership().orElseThrow().znode().path());
					default -> {
						election.resign().join();
						assertThat(scheduler.stops).hasValue(number);
						election.rejoin();
					}
				}
				await().atMost(LONG).until(() -> scheduler.stops.get() == number);
			}
			await().atMost(LONG).until(() -> scheduler.starts.get() == 1 + TRANSITIONS / 2);
		});
		assertThat(scheduler.starts).hasValue(1 + TRANSITIONS / 2);
		assertThat(scheduler.stops).hasValue(1 + TRANSITIONS / 2);
		assertThat(scheduler.faults).isEmpty();
	}

	@Test
	void passesAllSupportedArguments() {
		Arguments arguments = new Arguments();
		this.runner.withBean(Arguments.class, () -> arguments)
			.withPropertyValues("election=arguments")
			.run((context) -> await().atMost(LONG).until(() -> arguments.seen.size() == 4));
		FencingToken token = ((Leadership) arguments.seen.get(0)).token();
		assertThat(arguments.seen.subList(1, 4)).containsExactly(new LeadershipGrantedEvent("arguments", token), token,
				new LeadershipGrantedEvent("arguments", token));
		assertThat(arguments.seen.subList(4, arguments.seen.size())).containsExactly(token, arguments.seen.get(0),
				new LeadershipRevokedEvent("arguments", token), new LeadershipRevokedEvent("arguments", token));
	}

	@Test
	void interruptsRunningHandlerOfGrant() {
		Blocking blocking = new Blocking();
		this.runner.withBean(Blocking.class, () -> blocking).run((context) -> {
			await().atMost(LONG).until(() -> blocking.calls.size() == 1);
			context.getBean(LeaderElections.class).election("blocking").resign().get();
			assertThat(blocking.calls).containsExactly("granted", "interrupted", "revoked");
		});
	}

	@Test
	void callsHandlerOfRevocationWhenServerIsDown() {
		Blocking blocking = new Blocking();
		ZooKeeperProcess own = ZooKeeperProcess.start();
		try (own) {
			this.runner.withBean(Blocking.class, () -> blocking)
				.withPropertyValues("zk.connect-string=" + own.connectString())
				.run((context) -> {
					await().atMost(LONG).until(() -> blocking.calls.size() == 1);
					own.kill();
					await().atMost(LONG).until(() -> blocking.calls.size() == 3);
				});
		}
		assertThat(blocking.calls).containsExactly("granted", "interrupted", "revoked");
	}

	@Test
	void continuesWhenHandlerThrows() {
		Throwing throwing = new Throwing();
		this.runner.withBean(Throwing.class, () -> throwing)
			.run((context) -> await().atMost(LONG).until(() -> throwing.calls.get() == 2));
		assertThat(throwing.calls).hasValue(4);
	}

	@Test
	void rejectsUnsupportedParameterType() {
		this.runner.withBean("bad", BadArgument.class)
			.run((context) -> fails(context, "parameters of type Publisher are not supported"));
	}

	@Test
	void rejectsNameThatIsNotOneSegment() {
		this.runner.withBean("bad", BadName.class).run((context) -> fails(context, "not one path segment"));
	}

	private static void fails(AssertableApplicationContext context, String reason) {
		assertThat(context).getFailure()
			.isInstanceOf(InvalidZkMethodException.class)
			.hasMessageContaining("'bad'")
			.hasMessageContaining(reason);
	}

	static class Scheduler {

		final AtomicInteger starts = new AtomicInteger();

		final AtomicInteger stops = new AtomicInteger();

		final List<String> faults = Collections.synchronizedList(new ArrayList<>());

		private final AtomicInteger inside = new AtomicInteger();

		@OnLeadershipGranted("seed")
		void start() {
			serially(() -> {
				if (this.starts.getAndIncrement() != this.stops.get()) {
					this.faults.add("started twice");
				}
			});
		}

		@OnLeadershipRevoked("seed")
		void stop() {
			serially(() -> {
				if (this.stops.incrementAndGet() != this.starts.get()) {
					this.faults.add("stopped twice");
				}
			});
		}

		private void serially(Runnable call) {
			if (this.inside.getAndIncrement() != 0) {
				this.faults.add("overlapping calls");
			}
			if (!Thread.currentThread().getName().startsWith("zk-leadership-")) {
				this.faults.add("called on " + Thread.currentThread().getName());
			}
			call.run();
			this.inside.decrementAndGet();
		}

	}

	static class Arguments {

		final List<Object> seen = Collections.synchronizedList(new ArrayList<>());

		@OnLeadershipGranted("${election}")
		void granted(Leadership leadership, LeadershipGrantedEvent event, FencingToken token) {
			assertThat(Leadership.current()).isSameAs(leadership);
			this.seen.addAll(List.of(leadership, event, token));
		}

		@OnLeadershipRevoked("${election}")
		void revoked(FencingToken token, Leadership leadership, LeadershipRevokedEvent event) {
			this.seen.addAll(List.of(token, leadership, event));
		}

		@EventListener
		void published(LeadershipGrantedEvent event) {
			this.seen.add(event);
		}

		@EventListener
		void published(LeadershipRevokedEvent event) {
			this.seen.add(event);
		}

	}

	static class Blocking {

		final List<String> calls = Collections.synchronizedList(new ArrayList<>());

		@OnLeadershipGranted("blocking")
		void granted() {
			this.calls.add("granted");
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				this.calls.add("interrupted");
			}
		}

		@OnLeadershipRevoked("blocking")
		void revoked() {
			this.calls.add("revoked");
		}

	}

	static class Throwing {

		final AtomicInteger calls = new AtomicInteger();

		@OnLeadershipGranted("throwing")
		void granted() {
			this.calls.incrementAndGet();
			throw new IllegalStateException("failure of this test");
		}

		@OnLeadershipRevoked("throwing")
		void revoked() throws Exception {
			this.calls.incrementAndGet();
			throw new Exception("failure of this test");
		}

		@EventListener
		void published(LeadershipGrantedEvent event) {
			this.calls.incrementAndGet();
		}

		@EventListener
		void published(LeadershipRevokedEvent event) {
			this.calls.incrementAndGet();
		}

	}

	static class BadArgument {

		@OnLeadershipGranted("e")
		void granted(Flow.Publisher<String> publisher) {
		}

	}

	static class BadName {

		@OnLeadershipRevoked("a/b")
		void revoked() {
		}

	}

}
