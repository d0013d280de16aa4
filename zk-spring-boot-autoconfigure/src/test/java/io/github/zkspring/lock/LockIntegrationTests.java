package io.github.zkspring.lock;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.fencing.FencedWrites;
import io.github.zkspring.fencing.StaleTokenException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ZkLockTemplate} on two instances against a server process, among them
 * the cases of kazoo's lock tests.
 */
class LockIntegrationTests {

	private static final LockOptions ONCE = LockOptions.exclusive().withWait(Duration.ZERO);

	private static final LockOptions SHARED_ONCE = LockOptions.shared().withWait(Duration.ZERO);

	private static ZooKeeperProcess server;

	private static ForeignClient foreign;

	private static LockInstance one;

	private static LockInstance two;

	private String name;

	@BeforeAll
	static void startInstances() {
		server = ZooKeeperProcess.start();
		foreign = new ForeignClient(server.connectString());
		one = LockInstance.start("one", server.connectString());
		two = LockInstance.start("two", server.connectString());
	}

	@AfterAll
	static void stopInstances() {
		one.close();
		two.close();
		foreign.close();
		server.close();
	}

	@BeforeEach
	void name(TestInfo test) {
		this.name = "tests/" + test.getTestMethod().orElseThrow().getName();
	}

	@AfterEach
	void leavesNoContender() {
		await().atMost(LockInstance.LONG).until(() -> queue().isEmpty());
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void reportsHolderToOtherInstancesUntilRelease() {
		try (HeldLock lock = one.locks().acquire(this.name)) {
			assertThat(lock.isHeld()).isTrue();
			assertThat(two.locks().contenders(this.name)).singleElement().asString().startsWith("one@");
		}
		await().atMost(LockInstance.LONG).until(() -> two.locks().contenders(this.name).isEmpty());
	}

	@Test
	void grantsInQueueOrder() {
		HeldLock first = one.locks().acquire(this.name);
		List<CompletableFuture<HeldLock>> waiters = new ArrayList<>();
		for (int number = 1; number <= 5; number++) {
			int place = number;
			waiters.add(((place % 2 == 0) ? one : two).request(this.name, LockOptions.exclusive()));
			await().atMost(LockInstance.LONG).until(() -> queue().size() == place + 1);
		}
		assertThat(one.locks().contenders(this.name).stream().map((id) -> id.substring(0, 3))).containsExactly("one",
				"two", "one", "two", "one", "two");
		HeldLock present = first;
		for (int place = 0; place < 5; place++) {
			assertThat(waiters.subList(place, 5)).noneMatch(CompletableFuture::isDone);
			present.close();
			HeldLock next = waiters.get(place).orTimeout(20, TimeUnit.SECONDS).join();
			assertThat(next.token()).isGreaterThan(present.token());
			int left = 5 - place;
			await().atMost(LockInstance.LONG).until(() -> queue().size() == left);
			present = next;
		}
		present.close();
	}

	@Test
	void returnsEmptyForTakenLockWithoutWaiting() {
		try (HeldLock lock = one.locks().acquire(this.name)) {
			assertThat(two.locks().tryAcquire(this.name)).isEmpty();
			assertThat(one.locks().tryAcquire(this.name)).isEmpty();
			assertThatExceptionOfType(LockNotAcquiredException.class)
				.isThrownBy(() -> two.locks().acquire(this.name, ONCE));
			await().atMost(LockInstance.LONG).until(() -> queue().size() == 1);
			assertThat(lock.isHeld()).isTrue();
		}
		await().atMost(LockInstance.LONG).until(() -> queue().isEmpty());
		Optional<HeldLock> free = two.locks().tryAcquire(this.name);
		assertThat(free).isPresent();
		free.get().close();
	}

	@Test
	void isSingleContenderAfterFirstCall() {
		try (HeldLock lock = one.locks().acquire(this.name)) {
			assertThat(queue()).hasSize(1);
			assertThat(lock.znode().path()).isEqualTo("/locks/" + this.name + "/" + queue().get(0));
		}
	}

	@Test
	void leavesQueueWhenInterrupted() {
		try (HeldLock lock = one.locks().acquire(this.name)) {
			LockInstance.Running<Boolean> waiter = LockInstance.begin(() -> {
				assertThatExceptionOfType(LockNotAcquiredException.class)
					.isThrownBy(() -> two.locks().acquire(this.name))
					.withMessageContaining(this.name)
					.withMessageContaining("interrupted")
					.withCauseInstanceOf(InterruptedException.class);
				return Thread.interrupted();
			});
			await().atMost(LockInstance.LONG).until(() -> queue().size() == 2);
			waiter.thread().interrupt();
			assertThat(waiter.result()).succeedsWithin(LockInstance.LONG).isEqualTo(true);
			await().atMost(LockInstance.LONG).until(() -> queue().size() == 1);
			assertThat(lock.isHeld()).isTrue();
		}
	}

	@Test
	void isNotReentrantOutsideCallChain() {
		HeldLock lock = one.locks().acquire(this.name);
		assertThat(one.locks().tryAcquire(this.name, LockOptions.exclusive().withWait(Duration.ofMillis(500))))
			.isEmpty();
		assertThat(one.locks().tryAcquire(this.name)).isEmpty();
		assertThat(lock.isHeld()).isTrue();
		lock.close();
		assertThat(lock.isHeld()).isFalse();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(lock::assertHeld)
			.withMessageContaining("released");
		lock.close();
	}

	@Test
	void grantsToExactlyOneOfTwentyThreads() {
		List<CompletableFuture<Optional<HeldLock>>> attempts = IntStream.range(0, 20)
			.mapToObj((number) -> LockInstance.begin(() -> one.locks().tryAcquire(this.name)).result())
			.toList();
		List<HeldLock> held = attempts.stream()
			.map((attempt) -> attempt.orTimeout(20, TimeUnit.SECONDS).join())
			.flatMap(Optional::stream)
			.toList();
		assertThat(held).hasSize(1);
		held.get(0).close();
	}

	@Test
	void grantsToTwentyThreadsOneAtATime() {
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger entered = new AtomicInteger();
		List<CompletableFuture<Integer>> threads = IntStream.range(0, 20)
			.mapToObj((number) -> LockInstance.begin(() -> one.locks().execute(this.name, LockInstance.LONG, (lock) -> {
				int most = inside.incrementAndGet();
				entered.incrementAndGet();
				Thread.onSpinWait();
				inside.decrementAndGet();
				return most;
			})).result())
			.toList();
		assertThat(threads).allSatisfy((thread) -> assertThat(thread).succeedsWithin(LockInstance.LONG).isEqualTo(1));
		assertThat(entered).hasValue(20);
	}

	@Test
	void isAcquiredAgainAfterRelease() {
		HeldLock first = one.locks().acquire(this.name);
		first.close();
		try (HeldLock second = one.locks().acquire(this.name)) {
			assertThat(second.token()).isGreaterThan(first.token());
			assertThat(first.isHeld()).isFalse();
			assertThat(second.isHeld()).isTrue();
		}
	}

	@Test
	void isReleasedWhenApplicationCloses() {
		LockInstance three = LockInstance.start("three", server.connectString(), "zk.lock.drain-timeout=100ms");
		ZkLockTemplate locks = three.locks();
		HeldLock lock = locks.acquire(this.name);
		three.close();
		assertThat(queue()).isEmpty();
		assertThat(lock.isHeld()).isFalse();
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> locks.acquire(this.name))
			.withMessageContaining("closing");
	}

	@Test
	void throwsAfterDeadline() {
		try (HeldLock lock = one.locks().acquire(this.name)) {
			assertThatExceptionOfType(LockNotAcquiredException.class)
				.isThrownBy(
						() -> two.locks().acquire(this.name, LockOptions.exclusive().withWait(Duration.ofMillis(700))))
				.withMessageContaining(this.name)
				.withMessageContaining("other contenders")
				.satisfies((ex) -> {
					assertThat(ex.getLock()).isEqualTo(lock.name());
					assertThat(ex.getWaited()).isBetween(Duration.ofMillis(700), Duration.ofSeconds(5));
				});
		}
	}

	@Test
	void sharesReadersAndExcludesWriter() {
		HeldLock first = one.locks().acquire(this.name, LockOptions.shared());
		HeldLock second = two.locks().acquire(this.name, LockOptions.shared());
		HeldLock third = one.locks().acquire(this.name, SHARED_ONCE);
		assertThat(first.mode()).isEqualTo(LockMode.SHARED);
		assertThat(List.of(first, second, third)).allMatch(HeldLock::isHeld);
		assertThat(two.locks().tryAcquire(this.name)).isEmpty();
		Stream.of(first, second, third).forEach(HeldLock::close);
		one.locks().acquire(this.name).close();
	}

	@Test
	void excludesReadersAndWritersDuringWrite() {
		try (HeldLock writer = one.locks().acquire(this.name)) {
			assertThat(writer.mode()).isEqualTo(LockMode.EXCLUSIVE);
			assertThat(one.locks().tryAcquire(this.name)).isEmpty();
			assertThat(one.locks().tryAcquire(this.name, SHARED_ONCE)).isEmpty();
			assertThat(two.locks().tryAcquire(this.name, SHARED_ONCE)).isEmpty();
		}
	}

	@Test
	void grantsReaderAndWriterInQueueOrder() {
		HeldLock writer = one.locks().acquire(this.name);
		CompletableFuture<HeldLock> reader = two.request(this.name, LockOptions.shared());
		await().atMost(LockInstance.LONG).until(() -> queue().size() == 2);
		CompletableFuture<HeldLock> next = one.request(this.name, LockOptions.exclusive());
		await().atMost(LockInstance.LONG).until(() -> queue().size() == 3);
		assertThat(reader).isNotDone();
		writer.close();
		assertThat(reader).succeedsWithin(LockInstance.LONG);
		await().during(Duration.ofMillis(200)).until(() -> !next.isDone());
		assertThat(two.locks().tryAcquire(this.name, SHARED_ONCE)).isEmpty();
		reader.join().close();
		assertThat(next).succeedsWithin(LockInstance.LONG);
		next.join().close();
	}

	@Test
	void ignoresForeignZnodes() {
		foreign.write("/locks/" + this.name + "/0000000000", "foreign");
		foreign.write("/locks/" + this.name + "/below", "another lock");
		one.locks().acquire(this.name).close();
		await().atMost(LockInstance.LONG).until(() -> one.locks().contenders(this.name).isEmpty());
		foreign.delete("/locks/" + this.name);
	}

	@Test
	void canBeReleasedByAnotherThread() {
		HeldLock lock = one.locks().acquire(this.name);
		assertThat(LockInstance.begin(() -> {
			lock.assertHeld();
			lock.close();
			return true;
		}).result()).succeedsWithin(LockInstance.LONG);
		assertThat(lock.isHeld()).isFalse();
		two.locks().acquire(this.name).close();
	}

	@Test
	void isReentrantInSameCallChain() {
		String result = one.locks().execute(this.name, (outer) -> {
			assertThat(HeldLock.current()).isSameAs(outer);
			HeldLock again = one.locks().tryAcquire(this.name).orElseThrow();
			HeldLock reader = one.locks().acquire(this.name, SHARED_ONCE);
			assertThat(reader.mode()).isEqualTo(LockMode.EXCLUSIVE);
			assertThat(again.token()).isEqualTo(outer.token()).isEqualTo(reader.token());
			assertThat(queue()).hasSize(1);
			assertThat(two.locks().tryAcquire(this.name)).isEmpty();
			again.close();
			again.close();
			reader.close();
			outer.assertHeld();
			assertThat(LockInstance.begin(() -> one.locks().tryAcquire(this.name)).result().join()).isEmpty();
			return one.locks().execute(this.name, (inner) -> "inside");
		});
		assertThat(result).isEqualTo("inside");
		assertThatIllegalStateException().isThrownBy(HeldLock::current);
	}

	@Test
	void isHeldUntilLastReferenceIsClosed() {
		HeldLock share = one.locks().execute(this.name, (outer) -> one.locks().acquire(this.name));
		assertThat(share.isHeld()).isTrue();
		assertThat(two.locks().tryAcquire(this.name)).isEmpty();
		share.close();
		two.locks().acquire(this.name).close();
	}

	@Test
	void rejectsExclusiveRequestWhileHoldingSharedLock() {
		one.locks().execute(this.name, LockOptions.shared(), (reader) -> {
			assertThatIllegalStateException().isThrownBy(() -> one.locks().acquire(this.name))
				.withMessageContaining("wait for itself");
			reader.assertHeld();
			return null;
		});
	}

	@Test
	void releasesLockWhenCallbackThrows() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> one.locks().execute(this.name, (lock) -> {
			throw new IOException("a fault of this test");
		})).satisfies((ex) -> assertThat(ex.getSuppressed()).isEmpty());
		two.locks().acquire(this.name).close();
	}

	@Test
	void fencesWritesOfHolder() {
		FencedWrites writes = one.context().getBean(FencedWrites.class);
		foreign.write("/fenced", "0");
		HeldLock lock = one.locks().acquire(this.name);
		writes.setData(lock, "/fenced", new byte[] { 1 });
		lock.close();
		await().atMost(LockInstance.LONG).until(() -> queue().isEmpty());
		assertThatExceptionOfType(StaleTokenException.class)
			.isThrownBy(() -> writes.setData(lock, "/fenced", new byte[] { 2 }));
	}

	@Test
	void rejectsInvalidNames() {
		for (String bad : List.of("", " ", "/a", "a/", "a//b", "a/../b", ".", "a/x-c-0000000001")) {
			assertThatIllegalArgumentException().isThrownBy(() -> one.locks().tryAcquire(bad));
		}
	}

	private List<String> queue() {
		return foreign.children("/locks/" + this.name);
	}

}
