package io.github.zkspring.leader;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkspring.faults.ClientProcess;
import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.GuardedMember;
import io.github.zkspring.faults.HistoryChecker;
import io.github.zkspring.faults.HistoryEntry;
import io.github.zkspring.faults.HistoryEntry.Kind;
import io.github.zkspring.faults.Machine;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;

import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Five members in processes of their own under random faults.
 * {@code -Dzkspring.soak.time=15m} goes on for longer, {@code -Dzkspring.soak.seed=7}
 * repeats the faults of a run.
 */
class SoakIntegrationTests {

	private static final Log logger = LogFactory.getLog(SoakIntegrationTests.class);

	private static final Duration TIME = DurationStyle.detectAndParse(System.getProperty("zkspring.soak.time", "20s"));

	private static final long SEED = Long.getLong("zkspring.soak.seed", System.nanoTime());

	private static final Duration SESSION = Duration.ofSeconds(3);

	private static final Duration LONG = Duration.ofSeconds(60);

	private static final String REGISTER = "/register";

	private final Random random = new Random(SEED);

	private final List<HistoryEntry> nemesis = new ArrayList<>();

	private final List<Member> members = new ArrayList<>();

	private final List<ClientProcess> dead = new ArrayList<>();

	private final AtomicInteger numbers = new AtomicInteger();

	@Test
	void keepsAllPromisesUnderRandomFaults() throws Exception {
		try (ZooKeeperProcess server = ZooKeeperProcess.start();
				ForeignClient foreign = new ForeignClient(server.connectString())) {
			foreign.write(REGISTER, "0");
			try {
				for (int number = 0; number < 5; number++) {
					this.members.add(start(server));
				}
				torment(server, foreign);
				heals();
				this.members.forEach(this::kill);
				judge(Long
					.parseLong(new String(foreign.curator().getData().forPath(REGISTER), StandardCharsets.US_ASCII)));
			}
			finally {
				this.members.forEach(Member::close);
				this.dead.forEach(ClientProcess::close);
			}
		}
	}

	private void torment(ZooKeeperProcess server, ForeignClient foreign) {
		long end = System.nanoTime() + TIME.toNanos();
		int faults = 0;
		while (System.nanoTime() < end) {
			Member victim = victim(foreign);
			switch (this.random.nextInt(5)) {
				case 0 -> server.restart();
				case 1 -> suspend(victim, SESSION.multipliedBy(2));
				case 2 -> suspend(victim, SESSION.dividedBy(3));
				case 3 -> cut(victim);
				default -> replace(victim, server);
			}
			faults++;
			idle(Duration.ofMillis(this.random.nextInt(1500)));
		}
		logger.info("soak: seed %d, %d faults".formatted(SEED, faults));
	}

	/** The leader most of the time. */
	private Member victim(ForeignClient foreign) {
		Member any = this.members.get(this.random.nextInt(this.members.size()));
		String leader = foreign.children("/leaders/faults")
			.stream()
			.min(Comparator.comparing((name) -> name.substring(name.length() - 10)))
			.orElse("");
		return this.members.stream()
			.filter((member) -> this.random.nextInt(3) > 0 && leader.startsWith(member.process.member() + "-"))
			.findFirst()
			.orElse(any);
	}

	private void judge(long register) {
		List<HistoryEntry> entries = new ArrayList<>(this.nemesis);
		this.members.forEach((member) -> entries.addAll(member.process.history()));
		this.dead.forEach((process) -> entries.addAll(process.history()));
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

	/** Somebody leads again at the end. */
	private void heals() {
		this.members.forEach((member) -> member.proxy.heal());
		long healed = System.nanoTime();
		await().atMost(LONG)
			.until(() -> this.members.stream()
				.anyMatch((member) -> new HistoryChecker(member.process.history())
					.firstExecution(member.process.member(), healed)
					.isPresent()));
	}

	private void suspend(Member victim, Duration time) {
		long begin = System.nanoTime();
		victim.process.process().suspend();
		idle(time);
		long end = System.nanoTime();
		victim.process.process().resume();
		this.nemesis.add(new HistoryEntry(victim.process.member(), 0, begin, end, Kind.STOPPED));
	}

	/** Long enough for the session to end, or not. */
	private void cut(Member victim) {
		if (this.random.nextBoolean()) {
			victim.proxy.cut();
		}
		else {
			victim.proxy.swallowAnswers();
		}
		idle(SESSION.multipliedBy(1 + this.random.nextInt(3)).dividedBy(2));
		victim.proxy.heal();
	}

	private void replace(Member victim, ZooKeeperProcess server) {
		kill(victim);
		this.dead.add(victim.process);
		victim.proxy.close();
		this.members.set(this.members.indexOf(victim), start(server));
	}

	// what it has sent last may have happened, and was not written down
	private void kill(Member member) {
		member.process.process().close();
		this.nemesis.add(HistoryEntry.now(member.process.member(), Kind.INDETERMINATE));
	}

	private Member start(ZooKeeperProcess server) {
		TcpProxy proxy = TcpProxy.start(server);
		ClientProcess process = ClientProcess.start(Machine.LOCAL, GuardedMember.class,
				"m" + this.numbers.incrementAndGet(), "zk.connect-string=" + proxy.connectString(),
				"zk.session-timeout=" + SESSION.toSeconds() + "s", "register=" + REGISTER);
		process.awaitStarted();
		return new Member(process, proxy);
	}

	private static void idle(Duration time) {
		long end = System.nanoTime() + time.toNanos();
		await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> System.nanoTime() > end);
	}

	/**
	 * A member and its way to the server.
	 */
	private record Member(ClientProcess process, TcpProxy proxy) implements AutoCloseable {

		@Override
		public void close() {
			this.process.close();
			this.proxy.close();
		}

	}

}
