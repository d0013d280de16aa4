package io.github.zkspring.leader;

import java.time.Duration;
import java.util.List;

import io.github.zkspring.faults.ClientProcess;
import io.github.zkspring.faults.FakeClock;
import io.github.zkspring.faults.HistoryChecker;
import io.github.zkspring.faults.HistoryEntry;
import io.github.zkspring.faults.HistoryEntry.Kind;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a leader whose wall clock jumps by an hour.
 */
@Tag("faults")
class ClockJumpIntegrationTests {

	private static final Log logger = LogFactory.getLog(ClockJumpIntegrationTests.class);

	private static final Duration SESSION = Timeouts.SESSION;

	private static final Duration SLACK = Timeouts.SLACK;

	private static final Duration LONG = Timeouts.LONG;

	private static final Duration HOUR = Duration.ofHours(1);

	@Test
	void doesNotProlongLeadershipWhenWallClockJumps() {
		FakeClock.require();
		try (FakeClock clock = FakeClock.create();
				ZooKeeperProcess server = ZooKeeperProcess.start();
				ClientProcess member = ClientProcess.start(clock.machine(), GuardedMember.class, "jumping",
						"zk.connect-string=" + server.connectString(),
						"zk.session-timeout=" + SESSION.toSeconds() + "s")) {
			// a process with a fake clock starts slowly
			member.awaitExecution(0, Timeouts.FAILOVER);
			jump(clock, HOUR, member, 1);
			long ahead = System.nanoTime();
			member.awaitExecution(ahead, LONG);
			logger.info("row 26: the leader acts again %d ms after its clock jumped ahead".formatted(millis(
					new HistoryChecker(member.history()).firstExecution("jumping", ahead).orElseThrow() - ahead)));
			long begin = System.nanoTime();
			server.process().suspend();
			jump(clock, HOUR.negated(), member, 2);
			await().atMost(LONG).until(() -> System.nanoTime() > begin + SESSION.toNanos());
			long last = new HistoryChecker(member.history()).lastExecution("jumping").orElseThrow() - begin;
			logger.info("row 26: the leader acted last %d ms after the server stalled and its clock jumped back"
				.formatted(millis(last)));
			assertThat(Duration.ofNanos(Math.max(0, last))).isLessThan(SESSION.dividedBy(2).plus(SLACK));
			server.process().resume();
			member.awaitExecution(System.nanoTime(), LONG);
			assertThat(new HistoryChecker(member.history()).violations()).isEmpty();
		}
	}

	private static void jump(FakeClock clock, Duration ahead, ClientProcess member, int number) {
		clock.set(ahead);
		await().atMost(LONG).until(() -> jumps(member).size() >= number);
	}

	private static List<HistoryEntry> jumps(ClientProcess member) {
		return member.history().stream().filter((entry) -> entry.kind() == Kind.JUMPED).toList();
	}

	private static long millis(long nanos) {
		return Duration.ofNanos(nanos).toMillis();
	}

}
