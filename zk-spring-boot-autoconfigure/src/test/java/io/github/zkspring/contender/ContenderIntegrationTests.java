package io.github.zkspring.contender;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@link Contenders} of two clients at a server that works.
 */
class ContenderIntegrationTests {

	private static final String QUEUE = "/locks/one";

	private static final Duration LONG = Duration.ofSeconds(20);

	private static ZooKeeperProcess server;

	private static ForeignClient foreign;

	private static Client here;

	private static Client there;

	@BeforeAll
	static void start() {
		server = ZooKeeperProcess.start();
		foreign = new ForeignClient(server.connectString());
		here = new Client(server.connectString());
		there = new Client(server.connectString());
	}

	@AfterAll
	static void stop() {
		there.close();
		here.close();
		foreign.close();
		server.close();
	}

	@BeforeEach
	void forget() {
		foreign.delete(QUEUE);
	}

	@Test
	void takeTheirTurnsInTheOrderOfArrival() {
		List<Standing> turns = new ArrayList<>();
		for (Client client : List.of(here, there, there, here, here, there)) {
			turns.add(enrol(client, Admission.exclusive()));
		}
		long token = 0;
		for (int place = 0; place < turns.size(); place++) {
			Standing turn = turns.get(place);
			await().atMost(LONG).until(turn::holds);
			assertThat(turns.subList(place + 1, turns.size())).noneMatch(Standing::holds);
			assertThat(turn.events.granted().get(0).czxid()).isGreaterThan(token);
			token = turn.events.granted().get(0).czxid();
			turn.contender.withdraw();
		}
		await().atMost(LONG).until(() -> foreign.children(QUEUE).isEmpty());
		assertThat(turns).allMatch((turn) -> turn.events.revoked().equals(turn.events.granted()));
	}

	@Test
	void shareWithOthersUntilAnExclusiveOneStandsBetweenThem() {
		Standing first = enrol(here, Admission.shared());
		Standing second = enrol(there, Admission.shared());
		Standing exclusive = enrol(there, Admission.exclusive());
		Standing third = enrol(here, Admission.shared());
		Standing fourth = enrol(there, Admission.shared());
		await().atMost(LONG).until(() -> first.holds() && second.holds());
		assertThat(Contenders.holders(foreign.children(QUEUE), Admission.exclusive())).hasSize(2);
		second.contender.withdraw();
		await().during(Duration.ofMillis(200)).until(() -> !exclusive.holds() && !third.holds() && !fourth.holds());
		first.contender.withdraw();
		await().atMost(LONG).until(exclusive::holds);
		await().during(Duration.ofMillis(200)).until(() -> !third.holds() && !fourth.holds());
		exclusive.contender.withdraw();
		await().atMost(LONG).until(() -> third.holds() && fourth.holds());
	}

	@Test
	void overtakeNobodyWhenOneInTheMiddleGivesUp() {
		Standing holder = enrol(here, Admission.exclusive());
		Standing middle = enrol(here, Admission.exclusive());
		Standing last = enrol(here, Admission.exclusive());
		middle.contender.withdraw();
		await().atMost(LONG).until(() -> foreign.children(QUEUE).size() == 2);
		await().during(Duration.ofMillis(200)).until(() -> !last.holds());
		holder.contender.withdraw();
		await().atMost(LONG).until(last::holds);
		assertThat(middle.events.granted()).isEmpty();
	}

	@Test
	void areWokenWhateverTheOrderInWhichPermitsComeBack() {
		for (int seed = 0; seed < 6; seed++) {
			Random random = new Random(seed);
			int permits = 1 + random.nextInt(3);
			List<Standing> queue = new ArrayList<>(IntStream.range(0, 9)
				.mapToObj((place) -> enrol(random.nextBoolean() ? here : there, Admission.permits(permits)))
				.toList());
			while (!queue.isEmpty()) {
				int holders = Math.min(permits, queue.size());
				await().pollInterval(Duration.ofMillis(2))
					.atMost(LONG)
					.until(() -> queue.subList(0, holders).stream().allMatch(Standing::holds));
				assertThat(queue.subList(holders, queue.size())).noneMatch(Standing::holds);
				queue.remove(random.nextInt(queue.size())).contender.withdraw();
			}
			await().atMost(LONG).until(() -> foreign.children(QUEUE).isEmpty());
		}
	}

	@Test
	void askThreeThingsOfTheServerWhenTheyAreAlone() throws Exception {
		lockAndUnlock();
		long before = received();
		for (int lock = 0; lock < 100; lock++) {
			lockAndUnlock();
		}
		// pings of four sessions as well
		assertThat(received() - before).isBetween(300L, 340L);
	}

	@Test
	void leaveNoWatchesBehind() throws Exception {
		for (int round = 0; round < 20; round++) {
			Standing first = new Standing(here, Admission.exclusive());
			Standing second = new Standing(there, Admission.exclusive());
			Standing third = new Standing(there, Admission.exclusive());
			second.contender.withdraw();
			first.contender.withdraw();
			await().atMost(LONG).until(third::holds);
			third.contender.withdraw();
		}
		await().atMost(LONG).until(() -> foreign.children(QUEUE).isEmpty());
		await().atMost(LONG).untilAsserted(() -> assertThat(server.fourLetters("wchs")).contains("Total watches:0"));
	}

	@Test
	void haveOneTurnOnly() {
		Standing turn = enrol(here, Admission.exclusive());
		await().atMost(LONG).until(turn::holds);
		// younger than what is watched
		foreign.delete(QUEUE + "/" + turn.events.granted().get(0).name());
		await().atMost(Duration.ofSeconds(5)).until(() -> !turn.holds());
		await().during(Duration.ofMillis(300)).until(() -> foreign.children(QUEUE).isEmpty());
		assertThat(turn.contender.withdraw()).succeedsWithin(LONG);
		assertThat(turn.contender.grant()).isNull();
		assertThat(turn.events.granted()).hasSize(1).isEqualTo(turn.events.revoked());
	}

	@Test
	void enrolAgainWhenTheirZnodeIsDeletedWhileTheyWait() {
		Standing holder = enrol(here, Admission.exclusive());
		Standing waiting = enrol(there, Admission.exclusive());
		await().atMost(LONG).until(holder::holds);
		String name = Turn.queue(foreign.children(QUEUE)).get(1);
		foreign.delete(QUEUE + "/" + name);
		await().atMost(LONG)
			.until(() -> foreign.children(QUEUE).size() == 2 && !foreign.children(QUEUE).contains(name));
		holder.contender.withdraw();
		await().atMost(LONG).until(waiting::holds);
	}

	/**
	 * A contender whose znode is there.
	 */
	private static Standing enrol(Client client, Admission admission) {
		int before = foreign.children(QUEUE).size();
		Standing standing = new Standing(client, admission);
		await().pollInterval(Duration.ofMillis(2)).atMost(LONG).until(() -> foreign.children(QUEUE).size() > before);
		return standing;
	}

	private static void lockAndUnlock() {
		Standing turn = new Standing(here, Admission.exclusive());
		await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).atMost(LONG).until(turn::holds);
		turn.contender.withdraw();
	}

	private static long received() throws Exception {
		return server.fourLetters("srvr")
			.lines()
			.filter((line) -> line.startsWith("Received: "))
			.mapToLong((line) -> Long.parseLong(line.substring("Received: ".length())))
			.sum();
	}

	/**
	 * A contender and what it was told.
	 */
	private static final class Standing {

		private final RecordedTurns events = new RecordedTurns();

		private final Contender contender;

		private Standing(Client client, Admission admission) {
			this.contender = client.enrol(QUEUE, admission, this.events);
		}

		private boolean holds() {
			return this.events.holds();
		}

	}

}
