package io.github.zkspring.leader;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.ClientProcess;
import io.github.zkspring.faults.HistoryChecker;
import io.github.zkspring.faults.HistoryEntry;
import io.github.zkspring.faults.HistoryEntry.Kind;
import io.github.zkspring.faults.Machine;
import io.github.zkspring.faults.Timeouts;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests with two member processes whose leader is stopped for longer than its session
 * timeout, or whose znode an operator deletes. {@code -Dzkspring.stall.runs=20} repeats
 * the first fault.
 */
@Tag("faults")
class StalledLeaderIntegrationTests extends AbstractServerIntegrationTests {

	private static final Log logger = LogFactory.getLog(StalledLeaderIntegrationTests.class);

	private static final int RUNS = Integer.getInteger("zkspring.stall.runs", 2);

	private static final Duration SESSION = Timeouts.SESSION;

	private static final Duration STALL = SESSION.multipliedBy(5).dividedBy(2);

	private static final Duration LONG = Timeouts.LONG;

	private static final String REGISTER = "/register";

	private final List<ClientProcess> members = new ArrayList<>();

	private final List<HistoryEntry> nemesis = new ArrayList<>();

	@BeforeEach
	void forget() {
		foreign.write(REGISTER, "0");
	}

	@AfterEach
	void endMembers() {
		this.members.forEach(ClientProcess::close);
	}

	@Test
	void startsNoBodyAndWritesNothingAfterStall() {
		start(GuardedMember.class, "threads=50", "register=" + REGISTER);
		ClientProcess leader = this.members.get(0);
		for (int run = 0; run < RUNS; run++) {
			leader = stall(leader);
		}
		HistoryChecker history = history();
		logger.info("row 8: %d stops of %d ms, %d executions, overlap %d ms, %d increments, %d stale ones refused"
			.formatted(RUNS, STALL.toMillis(), history.count(Kind.EXECUTION), history.overlap().toMillis(),
					history.count(Kind.INCREMENT), history.count(Kind.REFUSED)));
		assertThat(history.overlap()).isZero();
		assertThat(history.violations()).isEmpty();
		assertThat(history.staleIncrements()).isEmpty();
		assertThat(history.count(Kind.REFUSED)).isGreaterThanOrEqualTo(RUNS);
		this.members.forEach(this::kill);
		assertThat(history().explains(register())).isTrue();
	}

	@Test
	void curatorLatchStartsWorkAfterStall() {
		start(LatchMember.class);
		stall(this.members.get(0));
		logger.info("row 8, LeaderLatch: overlap %d ms".formatted(history().overlap().toMillis()));
		assertThat(history().overlap()).isPositive();
	}

	@Test
	void endsLeadershipWhenOperatorDeletesZnode() {
		start(GuardedMember.class);
		HistoryChecker history = deleteFirst("/leaders/faults");
		logger.info("row 29: overlap %d us".formatted(history.overlap().toNanos() / 1000));
		assertThat(history.overlap()).isLessThan(Duration.ofSeconds(1));
		await().atMost(LONG).until(() -> foreign.children("/leaders/faults").size() == 2);
		this.members.get(1).process().kill();
		this.members.get(0).awaitExecution(System.nanoTime(), LONG);
	}

	@Test
	void curatorLatchHasTwoLeadersWhenOperatorDeletesZnode() {
		start(LatchMember.class);
		HistoryChecker history = deleteFirst("/latch");
		logger.info(
				"row 29, LeaderLatch: overlap %d ms until the end of the test".formatted(history.overlap().toMillis()));
		assertThat(history.overlap()).isGreaterThan(Duration.ofSeconds(2));
	}

	/** Starts a member that leads and a member that waits. */
	private void start(Class<?> mainClass, String... properties) {
		for (String name : List.of("a", "b")) {
			ClientProcess member = ClientProcess.start(Machine.LOCAL, mainClass, name,
					Stream
						.concat(Stream.of("zk.connect-string=" + server.connectString(),
								"zk.session-timeout=" + SESSION.toSeconds() + "s"), Stream.of(properties))
						.toArray(String[]::new));
			this.members.add(member);
			member.awaitStarted();
			this.members.get(0).awaitExecution(0, LONG);
		}
	}

	/** Stops the leader for longer than its session timeout, returns its successor. */
	private ClientProcess stall(ClientProcess leader) {
		ClientProcess other = this.members.get(1 - this.members.indexOf(leader));
		long begin = System.nanoTime();
		leader.process().suspend();
		other.awaitExecution(begin, LONG);
		awaitTime(begin + STALL.toNanos());
		long end = System.nanoTime();
		leader.process().resume();
		this.nemesis.add(new HistoryEntry(leader.member(), 0, begin, end, Kind.STOPPED));
		awaitTime(end + Duration.ofSeconds(2).toNanos());
		return other;
	}

	// its last write may have been applied without an entry in its history
	private void kill(ClientProcess member) {
		member.process().close();
		this.nemesis.add(HistoryEntry.now(member.member(), Kind.INDETERMINATE));
	}

	private HistoryChecker deleteFirst(String queue) {
		String first = foreign.children(queue)
			.stream()
			.min(Comparator.comparing((name) -> name.substring(name.length() - 10)))
			.orElseThrow();
		long begin = System.nanoTime();
		foreign.delete(queue + "/" + first);
		this.members.get(1).awaitExecution(begin, LONG);
		awaitTime(begin + Duration.ofSeconds(3).toNanos());
		return history();
	}

	private static void awaitTime(long time) {
		await().atMost(LONG).until(() -> System.nanoTime() > time);
	}

	private HistoryChecker history() {
		List<HistoryEntry> entries = new ArrayList<>(this.nemesis);
		this.members.forEach((member) -> entries.addAll(member.history()));
		return new HistoryChecker(entries);
	}

	private static long register() {
		try {
			return Long.parseLong(new String(foreign.curator().getData().forPath(REGISTER), StandardCharsets.US_ASCII));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
