package io.github.zkspring.lock;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.zkspring.faults.ClientProcess;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.HistoryChecker;
import io.github.zkspring.faults.HistoryEntry;
import io.github.zkspring.faults.HistoryEntry.Kind;
import io.github.zkspring.faults.Machine;
import io.github.zkspring.faults.Nemesis;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Eight threads in three processes over one lock under random faults.
 * {@code -Dzkspring.soak.time=60s} runs longer, {@code -Dzkspring.soak.seed=7} repeats
 * the faults of a run.
 */
@Tag("soak")
class LockFuzzIntegrationTests {

	private static final Log logger = LogFactory.getLog(LockFuzzIntegrationTests.class);

	private static final Duration TIME = DurationStyle.detectAndParse(System.getProperty("zkspring.soak.time", "7s"));

	private static final long SEED = Long.getLong("zkspring.soak.seed", System.nanoTime());

	private static final Duration SESSION = Duration.ofSeconds(2);

	private static final Duration LONG = Timeouts.LONG;

	private static final String REGISTER = "/register";

	private static final String QUEUE = "/locks/" + LockMember.LOCK;

	private final Map<String, Integer> threads = new ConcurrentHashMap<>();

	@Test
	void neverOverlapsOrBlocksUnderRandomFaults() throws Exception {
		try (ZooKeeperProcess server = ZooKeeperProcess.start();
				ForeignClient foreign = new ForeignClient(server.connectString());
				Nemesis nemesis = new Nemesis(SEED, SESSION, server, this::start)) {
			foreign.write(REGISTER, "0");
			for (int number = 0; number < 3; number++) {
				nemesis.start();
			}
			int faults = nemesis.torment(TIME, () -> "");
			nemesis.heal();
			everyThreadGoesOn(nemesis, System.nanoTime());
			nemesis.end(LONG);
			await().atMost(SESSION.multipliedBy(3)).until(() -> foreign.children(QUEUE).isEmpty());
			judge(nemesis, faults, Long
				.parseLong(new String(foreign.curator().getData().forPath(REGISTER), StandardCharsets.US_ASCII)));
		}
	}

	private ClientProcess start(String member, String connectString) {
		int count = (this.threads.size() % 3 == 2) ? 2 : 3;
		this.threads.put(member, count);
		return ClientProcess.start(Machine.LOCAL, LockMember.class, member, "zk.connect-string=" + connectString,
				"zk.session-timeout=" + SESSION.toSeconds() + "s", "register=" + REGISTER, "threads=" + count);
	}

	private Stream<String> threads(String member) {
		return IntStream.rangeClosed(1, this.threads.get(member))
			.mapToObj((number) -> LockMember.thread(member, number));
	}

	private void everyThreadGoesOn(Nemesis nemesis, long healed) {
		await().atMost(LONG)
			.pollInterval(Duration.ofMillis(200))
			.until(() -> nemesis.members()
				.stream()
				.allMatch((member) -> threads(member.member()).allMatch(
						(thread) -> new HistoryChecker(member.history()).firstExecution(thread, healed).isPresent())));
	}

	// an event of a process applies to all its threads, including the unfenced one
	private Stream<HistoryEntry> perThread(HistoryEntry deed) {
		return Stream.concat(threads(deed.member()), Stream.of(deed.member()))
			.map((thread) -> new HistoryEntry(thread, deed.token(), deed.start(), deed.end(), deed.kind()));
	}

	private void judge(Nemesis nemesis, int faults, long register) {
		List<HistoryEntry> entries = new ArrayList<>(nemesis.history());
		nemesis.deeds().forEach((deed) -> perThread(deed).forEach(entries::add));
		HistoryChecker history = new HistoryChecker(entries);
		logger.info(
				"fuzz: seed %d, %d faults, %d locks held, register %d, %d increments acknowledged, %d indeterminate, %d refused"
					.formatted(SEED, faults, history.count(Kind.EXECUTION), register, history.count(Kind.INCREMENT),
							history.count(Kind.INDETERMINATE), history.count(Kind.REFUSED)));
		assertThat(history.violations()).as("seed %d", SEED).isEmpty();
		assertThat(history.staleIncrements()).as("seed %d", SEED).isEmpty();
		assertThat(history.explains(register)).as("seed %d", SEED).isTrue();
		assertThat(history.count(Kind.INCREMENT)).isPositive();
		assertThat(history.count(Kind.REFUSED)).isPositive();
	}

}
