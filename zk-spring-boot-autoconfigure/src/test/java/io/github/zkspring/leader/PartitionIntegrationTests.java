package io.github.zkspring.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.zkspring.faults.ClientProcess;
import io.github.zkspring.faults.HistoryChecker;
import io.github.zkspring.faults.HistoryEntry;
import io.github.zkspring.faults.Machine;
import io.github.zkspring.faults.NetworkNamespaces;
import io.github.zkspring.faults.QuorumLimits;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperEnsemble;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests with two members whose leader is isolated from the servers, or connected to a
 * server that is isolated from the other servers and still serves it.
 * {@code -Dzkspring.partition.runs=20} repeats each fault.
 */
@Tag("faults")
class PartitionIntegrationTests {

	private static final Log logger = LogFactory.getLog(PartitionIntegrationTests.class);

	private static final int RUNS = Integer.getInteger("zkspring.partition.runs", 1);

	private static final QuorumLimits LIMITS = QuorumLimits.LONG;

	private static final Duration SESSION = Timeouts.SESSION;

	private static final Duration START = Duration.ofSeconds(30);

	/**
	 * The session timeout, the quorum limits of the server, an election of the ensemble,
	 * and a slow machine.
	 */
	private static final Duration TAKE_OVER = SESSION.plus(LIMITS.patience()).plusSeconds(10);

	private static NetworkNamespaces network;

	private static ZooKeeperEnsemble ensemble;

	private final List<ClientProcess> members = new ArrayList<>();

	@BeforeAll
	static void startEnsemble() {
		NetworkNamespaces.require();
		network = NetworkNamespaces.create("zk1", "zk2", "zk3", "a", "b");
		ensemble = ZooKeeperEnsemble.start(LIMITS, Stream.of("zk1", "zk2", "zk3").map(network::machine).toList());
	}

	@AfterAll
	static void endEnsemble() {
		if (ensemble != null) {
			ensemble.close();
		}
		if (network != null) {
			network.close();
		}
	}

	@AfterEach
	void heal() {
		this.members.forEach(ClientProcess::close);
		this.members.clear();
		network.heal();
		ensemble.awaitComplete();
	}

	@Test
	void curatorLatchHasTwoLeadersBehindIsolatedFollower() {
		Duration overlap = run("row 5, LeaderLatch", LatchMember.class, follower(), this::cutFromTheOthers).overlap();
		assertThat(overlap).isGreaterThan(Duration.ofSeconds(2));
	}

	@Test
	void hasOneLeaderBehindIsolatedFollower() {
		repeat(() -> assertRight(run("row 5", GuardedMember.class, follower(), this::cutFromTheOthers)));
	}

	@Test
	void hasOneLeaderWhenLeadingServerIsIsolated() {
		repeat(() -> assertRight(run("row 6", GuardedMember.class, ensemble.leader(), this::cutFromTheOthers)));
	}

	@Test
	void hasOneLeaderWhenFollowerCannotSend() {
		repeat(() -> assertRight(run("row 7, outwards", GuardedMember.class, follower(),
				(cut) -> ensemble.others(cut).forEach((other) -> network.cutOneSide(cut.machine(), other.machine())))));
	}

	@Test
	void hasOneLeaderWhenFollowerCannotReceive() {
		repeat(() -> assertRight(run("row 7, inwards", GuardedMember.class, follower(),
				(cut) -> ensemble.others(cut).forEach((other) -> network.cutOneSide(other.machine(), cut.machine())))));
	}

	@Test
	void handsOverInTimeWhenLeaderIsIsolatedFromAllServers() {
		ClientProcess first = start(GuardedMember.class, "a", ensemble.connectString());
		first.awaitExecution(0, START);
		ClientProcess second = start(GuardedMember.class, "b", ensemble.connectString());
		second.awaitStarted();
		long begin = System.nanoTime();
		network.isolate(network.machine("a"));
		HistoryChecker history = takeOver("row 4", begin, first, second);
		assertRight(history);
		assertThat(Duration.ofNanos(history.firstExecution("b", begin).orElseThrow() - begin))
			.isLessThan(SESSION.plus(ZooKeeperProcess.TICK).plusSeconds(1));
		network.heal();
		second.process().kill();
		first.awaitExecution(System.nanoTime(), TAKE_OVER);
	}

	private static ZooKeeperProcess follower() {
		return ensemble.followers().get(0);
	}

	private void cutFromTheOthers(ZooKeeperProcess server) {
		network.cut(server.machine(),
				ensemble.others(server).stream().map(ZooKeeperProcess::machine).toArray(Machine[]::new));
	}

	private void repeat(Runnable run) {
		for (int number = 0; number < RUNS; number++) {
			run.run();
			heal();
		}
	}

	private static void assertRight(HistoryChecker history) {
		assertThat(history.overlap()).isZero();
		assertThat(history.violations()).isEmpty();
	}

	/**
	 * The first member leads, connected to the isolated server; the second member waits,
	 * connected to the other servers.
	 */
	private HistoryChecker run(String row, Class<?> mainClass, ZooKeeperProcess server,
			Consumer<ZooKeeperProcess> fault) {
		ClientProcess first = start(mainClass, "a", server.connectString());
		first.awaitExecution(0, START);
		ClientProcess second = start(mainClass, "b", ZooKeeperEnsemble.connectString(ensemble.others(server)));
		second.awaitStarted();
		long begin = System.nanoTime();
		fault.accept(server);
		return takeOver(row, begin, first, second);
	}

	private HistoryChecker takeOver(String row, long begin, ClientProcess first, ClientProcess second) {
		second.awaitExecution(begin, TAKE_OVER);
		// by then the isolated server has closed the connection of the first member
		long end = begin + LIMITS.patience().plusSeconds(2).toNanos();
		await().atMost(TAKE_OVER).until(() -> System.nanoTime() > end);
		List<HistoryEntry> entries = new ArrayList<>(first.history());
		entries.addAll(second.history());
		HistoryChecker history = new HistoryChecker(entries);
		logger.info(
				"%s: the first member stopped after %d ms, the second one began after %d ms, overlap %d ms, %d executions"
					.formatted(row, millis(history.lastExecution("a").orElseThrow() - begin),
							millis(history.firstExecution("b", begin).orElseThrow() - begin),
							history.overlap().toMillis(), entries.size()));
		return history;
	}

	private ClientProcess start(Class<?> mainClass, String member, String connectString) {
		ClientProcess process = ClientProcess.start(network.machine(member), mainClass, member,
				"zk.connect-string=" + connectString, "zk.session-timeout=" + SESSION.toSeconds() + "s");
		this.members.add(process);
		return process;
	}

	private static long millis(long nanos) {
		return Duration.ofNanos(nanos).toMillis();
	}

}
