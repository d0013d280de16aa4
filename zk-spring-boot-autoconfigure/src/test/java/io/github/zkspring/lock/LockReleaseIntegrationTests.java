package io.github.zkspring.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.recipe.ZkPermit;
import io.github.zkspring.recipe.ZkRecipes;
import io.github.zkspring.recipe.ZkSemaphore;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what other instances find after a lock or permit was released or refused.
 */
class LockReleaseIntegrationTests {

	private static final int ROUNDS = 300;

	private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);

	private static ZooKeeperProcess server;

	private static ForeignClient foreign;

	private static LockInstance one;

	private static LockInstance two;

	@BeforeAll
	static void startInstances() {
		server = ZooKeeperProcess.start("-Dznode.container.checkIntervalMs=" + CHECK_INTERVAL.toMillis());
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

	@Test
	void attemptSucceedsDirectlyAfterReleaseByAnotherInstance() {
		List<Integer> refused = new ArrayList<>();
		for (int round = 0; round < ROUNDS; round++) {
			((round % 2 == 0) ? one : two).locks().acquire("released").close();
			Optional<HeldLock> attempt = ((round % 2 == 0) ? two : one).locks().tryAcquire("released");
			if (attempt.isEmpty()) {
				refused.add(round);
			}
			attempt.ifPresent(HeldLock::close);
		}
		assertThat(refused).isEmpty();
	}

	@Test
	void attemptSucceedsDirectlyAfterCallbackInAnotherInstance() {
		for (int round = 0; round < ROUNDS; round++) {
			one.locks().execute("callback", (lock) -> null);
			HeldLock attempt = two.locks().tryAcquire("callback").orElseThrow();
			attempt.close();
		}
	}

	@Test
	void refusedAttemptLeavesNothing() {
		for (int round = 0; round < ROUNDS; round++) {
			try (HeldLock lock = one.locks().acquire("refused")) {
				assertThat(two.locks().tryAcquire("refused")).isEmpty();
				assertThat(foreign.children("/locks/refused")).containsExactly(lock.znode().path().substring(15));
			}
			two.locks().tryAcquire("refused").orElseThrow().close();
		}
	}

	@Test
	void attemptAwaitsOutcomeOfAttemptAhead() throws Exception {
		String ahead = attemptOfAnotherClient("awaited");
		CompletableFuture<Optional<HeldLock>> attempt = LockInstance.begin(() -> two.locks().tryAcquire("awaited"))
			.result();
		await().during(Duration.ofMillis(300)).until(() -> !attempt.isDone());
		foreign.delete(ahead);
		assertThat(attempt).succeedsWithin(LockInstance.LONG).matches(Optional::isPresent);
		attempt.join().orElseThrow().close();
	}

	@Test
	void attemptIsRefusedWhenAttemptAheadHasSucceeded() throws Exception {
		String ahead = attemptOfAnotherClient("succeeded");
		CompletableFuture<Optional<HeldLock>> attempt = LockInstance.begin(() -> two.locks().tryAcquire("succeeded"))
			.result();
		await().during(Duration.ofMillis(300)).until(() -> !attempt.isDone());
		foreign.write(ahead, "another");
		assertThat(attempt).succeedsWithin(LockInstance.LONG).matches(Optional::isEmpty);
		foreign.delete(ahead);
	}

	@Test
	void attemptIsRefusedByHoldersOnly() throws Exception {
		try (LockInstance three = LockInstance.start("three", server.connectString())) {
			AtomicInteger polled = new AtomicInteger();
			LockInstance.Running<Boolean> polling = LockInstance.begin(() -> {
				while (!Thread.currentThread().isInterrupted()) {
					three.locks().tryAcquire("polled").ifPresent((lock) -> {
						polled.incrementAndGet();
						lock.close();
					});
				}
				return true;
			});
			int refused = 0;
			for (int round = 0; round < ROUNDS; round++) {
				one.locks().acquire("polled").close();
				Optional<HeldLock> attempt = two.locks().tryAcquire("polled");
				refused += attempt.isPresent() ? 0 : 1;
				attempt.ifPresent(HeldLock::close);
			}
			polling.thread().interrupt();
			assertThat(refused).isLessThanOrEqualTo(polled.get());
		}
	}

	private static String attemptOfAnotherClient(String name) throws Exception {
		return foreign.curator()
			.create()
			.creatingParentsIfNeeded()
			.withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
			.forPath("/locks/" + name + "/another-" + UUID.randomUUID() + "-c-", "another (attempt)".getBytes());
	}

	@Test
	void permitIsAvailableDirectlyAfterReleaseByAnotherInstance() {
		ZkSemaphore here = one.context().getBean(ZkRecipes.class).semaphore("released", 1);
		ZkSemaphore there = two.context().getBean(ZkRecipes.class).semaphore("released", 1);
		for (int round = 0; round < ROUNDS; round++) {
			ZkPermit permit = here.tryAcquire().orElseThrow();
			if (round % 10 == 0) {
				assertThat(there.tryAcquire()).isEmpty();
			}
			permit.close();
			there.tryAcquire().orElseThrow().close();
		}
	}

	@Test
	void closesInBoundedTimeWhenServerDoesNotAnswer() throws Exception {
		LockInstance three = LockInstance.start("three", server.connectString());
		HeldLock lock = three.locks().acquire("stopped");
		server.process().suspend();
		long begin = System.nanoTime();
		lock.close();
		Duration closed = Duration.ofNanos(System.nanoTime() - begin);
		server.process().resume();
		assertThat(closed).isLessThan(Duration.ofMillis(3500));
		await().atMost(LockInstance.LONG).until(() -> foreign.children("/locks/stopped").isEmpty());
		three.close();
	}

	@Test
	void sendsReleaseWithoutWaiting() {
		HeldLock lock = one.locks().acquire("sent");
		lock.release();
		lock.close();
		assertThat(lock.isHeld()).isFalse();
		assertThat(two.locks().acquire("sent").isHeld()).isTrue();
	}

	@Test
	void leavesNoParentsOfValues() {
		ZkRecipes recipes = one.context().getBean(ZkRecipes.class);
		for (int value = 0; value < 20; value++) {
			one.locks().execute(ZkLockTemplate.name("t", value, "job"), (lock) -> null);
			recipes.semaphore("t" + value, 2).tryAcquire().orElseThrow().close();
		}
		await().atMost(LockInstance.LONG).until(() -> foreign.children("/locks/t").isEmpty());
		await().atMost(LockInstance.LONG)
			.until(() -> foreign.children("/recipes/semaphores").stream().noneMatch((name) -> name.startsWith("t")));
	}

}
