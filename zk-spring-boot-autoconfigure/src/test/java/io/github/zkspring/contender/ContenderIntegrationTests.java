package io.github.zkspring.contender;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Contenders} of two clients.
 */
class ContenderIntegrationTests {

	private static final String QUEUE = "/locks/one";

	private static final Duration LONG = Timeouts.LONG;

	private static ZooKeeperProcess server;

	private static ForeignClient foreign;

	private static ContenderClient here;

	private static ContenderClient there;

	@BeforeAll
	static void start() {
		server = ZooKeeperProcess.start();
		foreign = new ForeignClient(server.connectString());
		here = new ContenderClient(server.connectString());
		there = new ContenderClient(server.connectString());
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
	void grantsInOrderOfArrival() {
		List<TestContender> contenders = new ArrayList<>();
		for (ContenderClient client : List.of(here, there, there, here, here, there)) {
			contenders.add(join(client, AdmissionPolicy.exclusive()));
		}
		long token = 0;
		for (int place = 0; place < contenders.size(); place++) {
			TestContender contender = contenders.get(place);
			await().atMost(LONG).until(contender::holds);
			assertThat(contenders.subList(place + 1, contenders.size())).noneMatch(TestContender::holds);
			assertThat(contender.grants.granted().get(0).czxid()).isGreaterThan(token);
			token = contender.grants.granted().get(0).czxid();
			contender.contender.withdraw();
		}
		await().atMost(LONG).until(() -> foreign.children(QUEUE).isEmpty());
		assertThat(contenders).allMatch((contender) -> contender.grants.revoked().equals(contender.grants.granted()));
	}

	@Test
	void sharedContendersWaitForExclusiveContenderAheadOnly() {
		TestContender first = join(here, AdmissionPolicy.shared());
		TestContender second = join(there, AdmissionPolicy.shared());
		TestContender exclusive = join(there, AdmissionPolicy.exclusive());
		TestContender third = join(here, AdmissionPolicy.shared());
		TestContender fourth = join(there, AdmissionPolicy.shared());
		await().atMost(LONG).until(() -> first.holds() && second.holds());
		assertThat(Contenders.holders(foreign.children(QUEUE), AdmissionPolicy.exclusive())).hasSize(2);
		second.contender.withdraw();
		await().during(Duration.ofMillis(200)).until(() -> !exclusive.holds() && !third.holds() && !fourth.holds());
		first.contender.withdraw();
		await().atMost(LONG).until(exclusive::holds);
		await().during(Duration.ofMillis(200)).until(() -> !third.holds() && !fourth.holds());
		exclusive.contender.withdraw();
		await().atMost(LONG).until(() -> third.holds() && fourth.holds());
	}

	@Test
	void keepsOrderWhenContenderInMiddleWithdraws() {
		TestContender holder = join(here, AdmissionPolicy.exclusive());
		TestContender middle = join(here, AdmissionPolicy.exclusive());
		TestContender last = join(here, AdmissionPolicy.exclusive());
		middle.contender.withdraw();
		await().atMost(LONG).until(() -> foreign.children(QUEUE).size() == 2);
		await().during(Duration.ofMillis(200)).until(() -> !last.holds());
		holder.contender.withdraw();
		await().atMost(LONG).until(last::holds);
		assertThat(middle.grants.granted()).isEmpty();
	}

	@Test
	void grantsPermitsInQueueOrderWhateverTheOrderOfRelease() {
		for (int seed = 0; seed < 6; seed++) {
			Random random = new Random(seed);
			int permits = 1 + random.nextInt(3);
			List<TestContender> queue = new ArrayList<>(IntStream.range(0, 9)
				.mapToObj((place) -> join(random.nextBoolean() ? here : there, AdmissionPolicy.permits(permits)))
				.toList());
			while (!queue.isEmpty()) {
				int holders = Math.min(permits, queue.size());
				await().pollInterval(Duration.ofMillis(2))
					.atMost(LONG)
					.until(() -> queue.subList(0, holders).stream().allMatch(TestContender::holds));
				assertThat(queue.subList(holders, queue.size())).noneMatch(TestContender::holds);
				queue.remove(random.nextInt(queue.size())).contender.withdraw();
			}
			await().atMost(LONG).until(() -> foreign.children(QUEUE).isEmpty());
		}
	}

	@Test
	void acquiresWithThreeRequestsWhenUncontended() {
		lockAndUnlock();
		await().atMost(LONG).until(() -> foreign.children(QUEUE).isEmpty());
		Map<String, Long> before = here.requests();
		for (int lock = 0; lock < 100; lock++) {
			lockAndUnlock();
		}
		await().atMost(LONG).untilAsserted(() -> {
			Map<String, Long> sent = here.requests();
			before.forEach((operation, count) -> sent.merge(operation, -count, Long::sum));
			// heartbeats
			sent.remove("setData");
			sent.values().removeIf((count) -> count == 0);
			assertThat(sent).isEqualTo(Map.of("create", 100L, "getChildren", 100L, "delete", 100L));
		});
	}

	@Test
	void leavesNoWatchOnServer() throws Exception {
		for (int round = 0; round < 20; round++) {
			TestContender first = new TestContender(here, AdmissionPolicy.exclusive());
			TestContender second = new TestContender(there, AdmissionPolicy.exclusive());
			TestContender third = new TestContender(there, AdmissionPolicy.exclusive());
			second.contender.withdraw();
			first.contender.withdraw();
			await().atMost(LONG).until(third::holds);
			third.contender.withdraw();
		}
		await().atMost(LONG).until(() -> foreign.children(QUEUE).isEmpty());
		await().atMost(LONG).untilAsserted(() -> assertThat(server.fourLetters("wchs")).contains("Total watches:0"));
	}

	@Test
	void withdrawsWhenZnodeOfHolderIsDeleted() {
		TestContender contender = join(here, AdmissionPolicy.exclusive());
		await().atMost(LONG).until(contender::holds);
		// deleted before the znode is watched
		foreign.delete(QUEUE + "/" + contender.grants.granted().get(0).name());
		await().atMost(Duration.ofSeconds(5)).until(() -> !contender.holds());
		await().during(Duration.ofMillis(300)).until(() -> foreign.children(QUEUE).isEmpty());
		assertThat(contender.contender.withdraw()).succeedsWithin(LONG);
		assertThat(contender.contender.grant()).isNull();
		assertThat(contender.grants.granted()).hasSize(1).isEqualTo(contender.grants.revoked());
	}

	@Test
	void joinsAgainWhenZnodeIsDeletedWhileWaiting() {
		TestContender holder = join(here, AdmissionPolicy.exclusive());
		TestContender waiting = join(there, AdmissionPolicy.exclusive());
		await().atMost(LONG).until(holder::holds);
		String name = QueuePosition.inOrder(foreign.children(QUEUE)).get(1);
		foreign.delete(QUEUE + "/" + name);
		await().atMost(LONG)
			.until(() -> foreign.children(QUEUE).size() == 2 && !foreign.children(QUEUE).contains(name));
		holder.contender.withdraw();
		await().atMost(LONG).until(waiting::holds);
	}

	/**
	 * Returns a contender whose znode exists.
	 */
	private static TestContender join(ContenderClient client, AdmissionPolicy admission) {
		int before = foreign.children(QUEUE).size();
		TestContender joined = new TestContender(client, admission);
		await().pollInterval(Duration.ofMillis(2)).atMost(LONG).until(() -> foreign.children(QUEUE).size() > before);
		return joined;
	}

	private static void lockAndUnlock() {
		TestContender contender = new TestContender(here, AdmissionPolicy.exclusive());
		await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).atMost(LONG).until(contender::holds);
		contender.contender.withdraw();
	}

	/**
	 * A contender and its grants.
	 */
	private static final class TestContender {

		private final RecordedGrants grants = new RecordedGrants();

		private final Contender contender;

		private TestContender(ContenderClient client, AdmissionPolicy admission) {
			this.contender = client.join(QUEUE, admission, this.grants);
		}

		private boolean holds() {
			return this.grants.holds();
		}

	}

}
