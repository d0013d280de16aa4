package io.github.zkspring.leader;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
 * Tests with five member processes under random faults. {@code -Dzkspring.soak.time=15m}
 * goes on for longer, {@code -Dzkspring.soak.seed=7} repeats the faults of a run.
 */
@Tag("soak")
class SoakIntegrationTests {

	private static final Log logger = LogFactory.getLog(SoakIntegrationTests.class);

	private static final Duration TIME = DurationStyle.detectAndParse(System.getProperty("zkspring.soak.time", "20s"));

	private static final long SEED = Long.getLong("zkspring.soak.seed", System.nanoTime());

	private static final Duration SESSION = Duration.ofSeconds(3);

	private static final Duration LONG = Timeouts.FAILOVER;

	private static final String REGISTER = "/register";

	@Test
	void keepsPromisesUnderRandomFaults() throws Exception {
		try (ZooKeeperProcess server = ZooKeeperProcess.start();
				ForeignClient foreign = new ForeignClient(server.connectString());
				Nemesis nemesis = new Nemesis(SEED, SESSION, server, SoakIntegrationTests::start)) {
			foreign.write(REGISTER, "0");
			for (int number = 0; number < 5; number++) {
				nemesis.start();
			}
			int faults = nemesis.torment(TIME, () -> leader(foreign));
			logger.info("soak: seed %d, %d faults".formatted(SEED, faults));
			heals(nemesis);
			nemesis.end(Duration.ZERO);
			judge(nemesis, Long
				.parseLong(new String(foreign.curator().getData().forPath(REGISTER), StandardCharsets.US_ASCII)));
		}
	}

	private static String leader(ForeignClient foreign) {
		return foreign.children("/leaders/faults")
			.stream()
			.min(Comparator.comparing((name) -> name.substring(name.length() - 10)))
			.orElse("");
	}

	private static void judge(Nemesis nemesis, long register) {
		List<HistoryEntry> entries = new ArrayList<>(nemesis.deeds());
		entries.addAll(nemesis.history());
		HistoryChecker history = new HistoryChecker(entries);
		logger.info(
				"soak: register %d, %d increments acknowledged, %d indeterminate, %d refused, %d executions, %d leaderships"
					.formatted(register, history.count(Kind.INCREMENT), history.count(Kind.INDETERMINATE),
							history.count(Kind.REFUSED), history.count(Kind.EXECUTION),
							entries.stream()
								.filter((entry) -> entry.kind() == Kind.EXECUTION)
								.map(HistoryEntry::token)
								.distinct()
								.count()));
		assertThat(history.violations()).as("seed %d", SEED).isEmpty();
		assertThat(history.staleIncrements()).as("seed %d", SEED).isEmpty();
		assertThat(history.explains(register)).as("seed %d", SEED).isTrue();
		assertThat(history.count(Kind.INCREMENT)).isPositive();
	}

	/** A member leads again at the end. */
	private static void heals(Nemesis nemesis) {
		nemesis.heal();
		long healed = System.nanoTime();
		await().atMost(LONG)
			.until(() -> nemesis.members()
				.stream()
				.anyMatch((member) -> new HistoryChecker(member.history()).firstExecution(member.member(), healed)
					.isPresent()));
	}

	private static ClientProcess start(String member, String connectString) {
		return ClientProcess.start(Machine.LOCAL, GuardedMember.class, member, "zk.connect-string=" + connectString,
				"zk.session-timeout=" + SESSION.toSeconds() + "s", "register=" + REGISTER);
	}

}
