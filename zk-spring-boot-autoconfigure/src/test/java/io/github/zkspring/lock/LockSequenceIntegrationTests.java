package io.github.zkspring.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for locks whose queue reaches the end of the sequence numbers: from 2147483647 on
 * the server gives the same number to every further contender, and negative numbers to
 * contenders that arrive together.
 */
class LockSequenceIntegrationTests {

	private static final String QUEUE = "/locks/job";

	private static final int ROUNDS = 1000;

	private ZooKeeperProcess server;

	private ForeignClient foreign;

	private final List<LockInstance> instances = new ArrayList<>();

	@BeforeEach
	void startServer() {
		this.server = ZooKeeperProcess.start();
		this.foreign = new ForeignClient(this.server.connectString());
		this.foreign.write(QUEUE, "payload");
	}

	@AfterEach
	void stopServer() {
		this.instances.forEach(LockInstance::close);
		this.foreign.close();
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 2147483647 - 200, 2147483647, 2_100_000_000 - 200, (1 << 30) - 200 })
	void neverGrantsToTwoHoldersAcrossEndOfRange(int sequence) throws Exception {
		this.server.restartWithSequence(QUEUE, sequence);
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		AtomicInteger rounds = new AtomicInteger();
		List<CompletableFuture<Boolean>> contenders = new ArrayList<>();
		for (int number = 0; number < 3; number++) {
			LockInstance instance = start("instance" + number);
			contenders.add(LockInstance.begin(() -> {
				while (rounds.get() < ROUNDS) {
					instance.locks().execute("job", Duration.ofSeconds(30), (lock) -> {
						most.accumulateAndGet(inside.incrementAndGet(), Math::max);
						rounds.incrementAndGet();
						instance.curator().checkExists().forPath("/");
						inside.decrementAndGet();
						return null;
					});
				}
				return true;
			}).result());
		}
		contenders.forEach((contender) -> contender.orTimeout(120, TimeUnit.SECONDS).join());
		assertThat(most).hasValue(1);
		assertThat(rounds).hasValueGreaterThanOrEqualTo(ROUNDS);
		assertThat(this.foreign.curator().getData().forPath(QUEUE)).asString().isEqualTo("payload");
	}

	@Test
	void explainsUsedUpQueueThatCannotBeReplaced() {
		this.foreign.write(QUEUE + "/another", "keeps the znode");
		this.server.restartWithSequence(QUEUE, Integer.MAX_VALUE);
		ZkLockTemplate locks = start("one").locks();
		assertThatExceptionOfType(LockNotAcquiredException.class)
			.isThrownBy(() -> locks.acquire("job", LockOptions.exclusive().withWait(Duration.ofSeconds(3))))
			.withMessageContaining("sequence numbers of '/locks/job' are used up")
			.withMessageContaining("Delete");
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> locks.tryAcquire("job"))
			.withMessageContaining("sequence numbers of '/locks/job' are used up");
		assertThat(this.foreign.children(QUEUE)).containsExactly("another");
	}

	@Test
	void acquiresUsedUpQueueAgainAfterItsDeletion() {
		this.foreign.write(QUEUE + "/another", "keeps the znode");
		this.server.restartWithSequence(QUEUE, Integer.MAX_VALUE);
		LockInstance one = start("one");
		CompletableFuture<HeldLock> waiting = one.request("job",
				LockOptions.exclusive().withWait(Duration.ofSeconds(60)));
		this.foreign.delete(QUEUE);
		assertThat(waiting).succeedsWithin(LockInstance.LONG);
		waiting.join().close();
	}

	private LockInstance start(String name) {
		LockInstance instance = LockInstance.start(name, this.server.connectString());
		this.instances.add(instance);
		return instance;
	}

}
