package io.github.zkspring.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

import io.github.zkspring.benchmark.HandoverParticipants.Participant;
import io.github.zkspring.faults.ClientProcess;
import io.github.zkspring.faults.HistoryChecker;
import io.github.zkspring.faults.Machine;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import static org.awaitility.Awaitility.await;

/**
 * Measures the time without a leader: after the leader steps down, compared with the
 * plain client and Curator's {@code LeaderLatch}, and after its process is killed.
 * Arguments: number of elections, number of kills for each session timeout.
 */
public final class HandoverDriver {

	private static final Log logger = LogFactory.getLog(HandoverDriver.class);

	private static final int WARM_UP = 200;

	private HandoverDriver() {
	}

	public static void main(String[] args) throws Exception {
		try (ZooKeeperProcess server = ZooKeeperProcess.start()) {
			stepDown(server.connectString(), (args.length > 0) ? Integer.parseInt(args[0]) : 60);
			int kills = (args.length > 1) ? Integer.parseInt(args[1]) : 3;
			for (int seconds : new int[] { 4, 10 }) {
				kill(server, Duration.ofSeconds(seconds), kills);
			}
		}
	}

	private static void stepDown(String connectString, int elections) throws Exception {
		List<Contest> contests = new ArrayList<>();
		contests.add(new Contest("raw client", () -> HandoverParticipants.raw(connectString)));
		contests.add(new Contest("LeaderLatch", () -> HandoverParticipants.latch(connectString)));
		contests.add(new Contest("zk-spring-boot", () -> HandoverParticipants.election(connectString)));
		for (int round = 0; round < WARM_UP + elections; round++) {
			for (Contest contest : contests) {
				contest.handOver(round >= WARM_UP);
			}
		}
		double raw = contests.get(0).median();
		contests.forEach((contest) -> logger.info("step down to next leader, p50 of %d: %-15s %6.0f us, %.2f x raw"
			.formatted(elections, contest.name, contest.median(), contest.median() / raw)));
		for (Contest contest : contests) {
			contest.close();
		}
	}

	private static void kill(ZooKeeperProcess server, Duration session, int kills) {
		for (int run = 0; run < kills; run++) {
			String[] properties = { "zk.connect-string=" + server.connectString(),
					"zk.session-timeout=" + session.toSeconds() + "s", "zk.leader.base-path=/kill-" + session + run };
			try (ClientProcess first = ClientProcess.start(Machine.LOCAL, HandoverMember.class, "a", properties)) {
				first.awaitExecution(0, Duration.ofSeconds(30));
				try (ClientProcess second = ClientProcess.start(Machine.LOCAL, HandoverMember.class, "b", properties)) {
					second.awaitStarted();
					await().pollDelay(session.dividedBy(3)).until(() -> true);
					long begin = System.nanoTime();
					first.process().kill();
					second.awaitExecution(begin, session.plusSeconds(20));
					long next = new HistoryChecker(second.history()).firstExecution("b", begin).orElseThrow();
					logger.info("SIGKILL to next leader, session %d ms: %d ms".formatted(session.toMillis(),
							Duration.ofNanos(next - begin).toMillis()));
				}
			}
		}
	}

	/**
	 * Two participants that alternate as leader.
	 */
	private static final class Contest {

		private final String name;

		private final List<Long> times = new ArrayList<>();

		private Participant leader;

		private Participant follower;

		private Contest(String name, Supplier<Participant> participants) {
			this.name = name;
			this.leader = participants.get();
			this.leader.join();
			this.leader.awaitLeadership();
			this.follower = participants.get();
			this.follower.join();
			settle();
		}

		// the follower has joined the queue and set its watch
		private static void settle() {
			await().pollDelay(Duration.ofMillis(30)).until(() -> true);
		}

		private void handOver(boolean counts) {
			long begin = System.nanoTime();
			this.leader.stepDown();
			long end = this.follower.awaitLeadership();
			if (counts) {
				this.times.add(end - begin);
			}
			Participant next = this.follower;
			this.follower = this.leader;
			this.leader = next;
			this.follower.join();
			settle();
		}

		private double median() {
			List<Long> sorted = new ArrayList<>(this.times);
			Collections.sort(sorted);
			return sorted.get(sorted.size() / 2) / 1000.0;
		}

		private void close() throws Exception {
			this.leader.close();
			this.follower.close();
		}

	}

}
