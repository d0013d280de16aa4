package io.github.zkspring.lease;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZkAccessDeniedException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkUnavailableException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ZkLeases}: the behaviour of kazoo, and faults.
 */
class ZkLeasesIntegrationTests extends AbstractLeaseIntegrationTests {

	private static final Duration TIME = Duration.ofSeconds(3);

	@Test
	void renewsLeaseOfSameHolder() {
		run((first) -> {
			assertThat(first.tryAcquire("job", TIME)).isTrue();
			forward(2);
			assertThat(first.tryAcquire("job", TIME)).isTrue();
		});
	}

	@Test
	void refusesOtherHoldersUntilTheEnd() {
		run((first) -> {
			assertThat(first.tryAcquire("job", TIME)).isTrue();
			this.clock.forward(TIME.minusMillis(1));
			assertThat(first.withHolder("second").tryAcquire("job", TIME)).isFalse();
		});
	}

	@Test
	void isTakenOverAfterTheEnd() {
		run((first) -> {
			assertThat(first.tryAcquire("job", TIME)).isTrue();
			this.clock.forward(TIME);
			assertThat(first.withHolder("second").tryAcquire("job", TIME)).isTrue();
		});
	}

	@Test
	void isNotTakenOverAfterRenewal() {
		run((first) -> {
			first.tryAcquire("job", TIME);
			forward(2);
			assertThat(first.tryAcquire("job", TIME)).isTrue();
			forward(2);
			assertThat(first.withHolder("second").tryAcquire("job", TIME)).isFalse();
		});
	}

	@Test
	void refusesPreviousHolderAfterTakeover() {
		run((first) -> {
			ZkLeases second = first.withHolder("second");
			first.tryAcquire("job", TIME);
			forward(4);
			assertThat(second.tryAcquire("job", TIME)).isTrue();
			forward(2);
			assertThat(second.tryAcquire("job", TIME)).isTrue();
			assertThat(first.tryAcquire("job", TIME)).isFalse();
		});
	}

	@Test
	void refusesRecordOfNewerFormatAndKeepsIt() {
		String newer = "{\"version\": 2, \"holder\": \"first\", \"end\": \"1970-01-01T00:00:01\"}";
		foreign.write("/leases/job/lease_holder", newer);
		run((first) -> {
			assertThat(first.tryAcquire("job", TIME)).isFalse();
			assertThat(first.release("job")).isFalse();
			assertThat(read("/leases/job/lease_holder")).isEqualTo(newer);
		});
	}

	@Test
	void rejectsInvalidRecordAndKeepsIt() {
		foreign.write("/leases/job/lease_holder", "secret");
		run((first) -> {
			assertThatExceptionOfType(CodecException.class).isThrownBy(() -> first.tryAcquire("job", TIME))
				.withMessageNotContaining("secret");
			assertThat(read("/leases/job/lease_holder")).isEqualTo("secret");
		});
	}

	@Test
	void renewsSingleSlotAndRefusesItToOthers() {
		run((first) -> {
			assertThat(first.tryAcquire("job", TIME, 1)).isTrue();
			forward(2);
			assertThat(first.tryAcquire("job", TIME, 1)).isTrue();
			forward(2);
			assertThat(first.withHolder("second").tryAcquire("job", TIME, 1)).isFalse();
		});
	}

	@Test
	void renewsTwoSlotsAndRefusesThirdHolder() {
		run((first) -> {
			ZkLeases second = first.withHolder("second");
			assertThat(first.tryAcquire("job", TIME, 2)).isTrue();
			assertThat(second.tryAcquire("job", TIME, 2)).isTrue();
			forward(2);
			assertThat(second.tryAcquire("job", TIME, 2)).isTrue();
			assertThat(first.tryAcquire("job", TIME, 2)).isTrue();
			forward(2);
			assertThat(first.withHolder("third").tryAcquire("job", TIME, 2)).isFalse();
		});
	}

	@Test
	void takesSlotsThatBecomeFree() {
		run((first) -> {
			Duration time = Duration.ofSeconds(4);
			ZkLeases second = first.withHolder("second");
			ZkLeases third = first.withHolder("third");
			assertThat(first.tryAcquire("job", time, 2)).isTrue();
			forward(2);
			assertThat(second.tryAcquire("job", time, 2)).isTrue();
			forward(3);
			assertThat(third.tryAcquire("job", time, 2)).isTrue();
			forward(2);
			assertThat(first.tryAcquire("job", time, 2)).isTrue();
			assertThat(second.tryAcquire("job", time, 2)).isFalse();
		});
	}

	@Test
	void keepsOwnSlotWhenEarlierSlotBecomesFree() {
		run((first) -> {
			ZkLeases second = first.withHolder("second");
			first.tryAcquire("job", TIME, 2);
			second.tryAcquire("job", TIME, 2);
			assertThat(first.release("job")).isTrue();
			assertThat(second.tryAcquire("job", TIME, 2)).isTrue();
			assertThat(first.withHolder("third").tryAcquire("job", TIME, 2)).isTrue();
			assertThat(first.tryAcquire("job", TIME, 2)).isFalse();
		});
	}

	@Test
	void isReleasedOnlyByItsHolder() {
		run((first) -> {
			ZkLeases second = first.withHolder("second");
			assertThat(first.release("job")).isFalse();
			first.tryAcquire("job", TIME);
			assertThat(second.release("job")).isFalse();
			assertThat(second.tryAcquire("job", TIME)).isFalse();
			assertThat(first.release("job")).isTrue();
			assertThat(first.release("job")).isFalse();
			assertThat(second.tryAcquire("job", TIME)).isTrue();
		});
	}

	@Test
	void increasesVersionWithEveryRelease() {
		run((first) -> {
			first.tryAcquire("job", TIME);
			first.release("job");
			first.withHolder("second").tryAcquire("job", TIME);
			assertThat(foreign.curator().checkExists().forPath("/leases/job/lease_holder").getVersion()).isEqualTo(2);
		});
	}

	@Test
	void grantsLeaseToOneOfManyConcurrentClaims() {
		run((first) -> {
			ExecutorService threads = Executors.newFixedThreadPool(8);
			for (int round = 0; round < 10; round++) {
				String name = "race-" + (round / 2);
				List<Callable<Boolean>> calls = IntStream.range(0, 8)
					.<Callable<Boolean>>mapToObj((id) -> () -> first.withHolder("h" + id).tryAcquire(name, TIME))
					.toList();
				int winners = 0;
				for (Future<Boolean> call : threads.invokeAll(calls)) {
					winners += call.get() ? 1 : 0;
				}
				assertThat(winners).isEqualTo(1);
				forward(4);
			}
			threads.shutdown();
		});
	}

	@Test
	void recognizesTakenLeaseAfterLostAnswer() {
		this.runner.run((context) -> {
			ZkLeases first = context.getBean(ZkLeases.class);
			for (int round = 0; round < 2; round++) {
				boolean creates = round % 2 == 0;
				String name = "job-" + (round / 2);
				int version = creates ? -1 : 0;
				awaitConnection(context);
				if (creates) {
					foreign.write("/leases/" + name, "");
				}
				else {
					forward(4);
				}
				CompletableFuture<Boolean> taken = inTheMiddleOf(() -> first.withHolder("lost").tryAcquire(name, TIME),
						name, version);
				assertThat(taken).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
				assertThat(version(name)).isEqualTo(version + 1);
				assertThat(first.tryAcquire(name, TIME)).isFalse();
			}
		});
	}

	// answers are dropped as soon as the clock is read, which is between read and
	// write
	private CompletableFuture<Boolean> inTheMiddleOf(Supplier<Boolean> attempt, String name, int version) {
		this.clock.atNextReading(proxy::swallowAnswers);
		CompletableFuture<Boolean> taken = CompletableFuture.supplyAsync(attempt);
		await().pollInterval(Duration.ofMillis(5)).until(() -> version(name) > version);
		assertThat(taken).isNotDone();
		proxy.heal();
		return taken;
	}

	@Test
	void reportsUnknownOutcomeAfterTimeout() {
		this.runner.withPropertyValues("zk.lease.timeout=300ms").run((context) -> {
			ZkLeases first = context.getBean(ZkLeases.class);
			this.clock.atNextReading(proxy::swallowAnswers);
			assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(() -> first.tryAcquire("job", TIME));
			proxy.heal();
		});
	}

	@Test
	void throwsWithinTimeoutWithoutEnsemble() {
		this.runner.withPropertyValues("zk.lease.timeout=300ms").run((context) -> {
			ZkLeases first = context.getBean(ZkLeases.class);
			proxy.cut();
			await().until(() -> !context.getBean(ZkSession.class).state().isConnected());
			long begin = System.nanoTime();
			assertThatExceptionOfType(ZkUnavailableException.class).isThrownBy(() -> first.tryAcquire("job", TIME))
				.withMessageContaining("/leases/job");
			assertThatExceptionOfType(ZkUnavailableException.class).isThrownBy(() -> first.release("job"));
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofMillis(600),
					Duration.ofSeconds(5));
			proxy.heal();
			awaitConnection(context);
			assertThat(foreign.children("/leases")).isEmpty();
			assertThat(first.tryAcquire("job", TIME)).isTrue();
		});
	}

	@Test
	void doesNotClaimLeaseThatIsOverWhenWritten() {
		run((first) -> {
			this.clock.atNextReading(() -> forward(4));
			assertThat(first.tryAcquire("job", TIME)).isFalse();
		});
	}

	@Test
	void endsAttemptOnInterrupt() {
		run((first) -> {
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(ZkException.class).isThrownBy(() -> first.tryAcquire("job", TIME));
			assertThat(Thread.interrupted()).isTrue();
			assertThat(first.tryAcquire("job", TIME)).isTrue();
		});
	}

	@Test
	void namesZnodeWithoutWritePermission() throws Exception {
		foreign.write("/leases", "");
		foreign.curator().setACL().withACL(ZooDefs.Ids.READ_ACL_UNSAFE).forPath("/leases");
		run((first) -> assertThatExceptionOfType(ZkAccessDeniedException.class)
			.isThrownBy(() -> first.tryAcquire("job", TIME))
			.withMessageContaining("/leases/job"));
		foreign.curator().delete().deletingChildrenIfNeeded().forPath("/leases");
	}

	@Test
	void rejectsInvalidNamesAndDurations() {
		run((first) -> {
			for (String name : List.of("", "a/b", ".", "..", "a\u0000")) {
				assertThatIllegalArgumentException().isThrownBy(() -> first.tryAcquire(name, TIME));
				assertThatIllegalArgumentException().isThrownBy(() -> first.release(name));
			}
			assertThatIllegalArgumentException().isThrownBy(() -> first.tryAcquire("job", Duration.ZERO));
			assertThatIllegalArgumentException().isThrownBy(() -> first.tryAcquire("job", Duration.ofDays(40_000)));
			assertThatIllegalArgumentException().isThrownBy(() -> first.tryAcquire("job", TIME, 0));
			assertThatIllegalArgumentException().isThrownBy(() -> first.withHolder(" "));
		});
	}

	private void run(Attempts attempts) {
		this.runner.run((context) -> attempts.run(context.getBean(ZkLeases.class)));
	}

	private void forward(int seconds) {
		this.clock.forward(Duration.ofSeconds(seconds));
	}

	private static int version(String name) throws Exception {
		Stat stat = foreign.curator().checkExists().forPath("/leases/" + name + "/lease_holder");
		return (stat != null) ? stat.getVersion() : -1;
	}

	/**
	 * The body of a test.
	 */
	private interface Attempts {

		void run(ZkLeases first) throws Exception;

	}

}
