package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.zkspring.client.ZkAccessDeniedException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkInterruptedException;
import io.github.zkspring.client.ZkUnavailableException;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ZkSemaphore}: the behaviour of kazoo, and session loss.
 */
class ZkSemaphoreIntegrationTests extends AbstractRecipeIntegrationTests {

	private static final String PATH = "/recipes/semaphores/s";

	@Test
	void acquiresAndReleasesRepeatedly() {
		ZkSemaphore semaphore = recipes(shared()).semaphore("s", 1);
		for (int round = 0; round < 3; round++) {
			ZkPermit permit = semaphore.tryAcquire(LONG).orElseThrow();
			assertThat(permit.isHeld()).isTrue();
			permit.close();
			assertThat(permit.isHeld()).isFalse();
		}
		awaitChildren(PATH, 0);
	}

	@Test
	void blocksSecondCallerUntilSinglePermitIsClosed() throws Exception {
		ZkPermit first = recipes(start()).semaphore("s", 1).tryAcquire(LONG).orElseThrow();
		ZkSemaphore semaphore = recipes(shared()).semaphore("s", 1);
		CompletableFuture<Optional<ZkPermit>> second = begin(() -> semaphore.tryAcquire(LONG));
		awaitChildren(PATH, 2);
		assertThat(second).isNotDone();
		first.close();
		assertThat(get(second)).get().matches(ZkPermit::isHeld);
	}

	@Test
	void refusesThirdOfTwoPermitsAndReportsHolders() {
		ZkSemaphore first = recipes(start("zk.recipe.id=first")).semaphore("s", 2);
		ZkSemaphore second = recipes(start("zk.recipe.id=second")).semaphore("s", 2);
		ZkSemaphore third = recipes(start("zk.recipe.id=third")).semaphore("s", 2);
		assertThat(first.holders()).isEmpty();
		ZkPermit one = first.tryAcquire().orElseThrow();
		ZkPermit two = second.tryAcquire().orElseThrow();
		assertThat(third.tryAcquire()).isEmpty();
		awaitChildren(PATH, 2);
		assertThat(third.holders()).containsExactly("first", "second");
		two.close();
		assertThat(third.tryAcquire(LONG)).isPresent();
		assertThat(first.holders()).containsExactly("first", "third");
		one.close();
	}

	@Test
	void grantsFirstPermitImmediately() {
		for (int round = 0; round < 5; round++) {
			assertThat(recipes(start()).semaphore("s-" + round, 1).tryAcquire()).isPresent();
		}
	}

	@Test
	void closesPermitOnlyOnce() {
		ZkSemaphore semaphore = recipes(shared()).semaphore("s", 2);
		ZkPermit first = semaphore.tryAcquire(LONG).orElseThrow();
		ZkPermit second = semaphore.tryAcquire(LONG).orElseThrow();
		first.close();
		first.close();
		assertThat(second.isHeld()).isTrue();
		awaitChildren(PATH, 1);
	}

	@Test
	void leavesNoZnodeWhenInterrupted() throws Exception {
		ZkSemaphore semaphore = recipes(shared()).semaphore("s", 1);
		ZkPermit held = semaphore.tryAcquire(LONG).orElseThrow();
		CompletableFuture<Optional<ZkPermit>> result = new CompletableFuture<>();
		Future<?> waiter = beginInterruptible(() -> semaphore.tryAcquire(LONG), result);
		awaitChildren(PATH, 2);
		waiter.cancel(true);
		assertThat(result).failsWithin(Duration.ofSeconds(5))
			.withThrowableThat()
			.withCauseInstanceOf(ZkInterruptedException.class);
		awaitChildren(PATH, 1);
		held.close();
		assertThat(semaphore.tryAcquire(LONG)).isPresent();
	}

	@Test
	void leavesNoZnodeWhenInterruptedAndRemovalFailsFirst() {
		ConfigurableApplicationContext instance = startBehindProxy();
		long session = session(instance);
		ZkPermit held = recipes(start()).semaphore("s", 1).tryAcquire(LONG).orElseThrow();
		CompletableFuture<Optional<ZkPermit>> result = new CompletableFuture<>();
		Future<?> waiter = beginInterruptible(() -> recipes(instance).semaphore("s", 1).tryAcquire(LONG), result);
		awaitChildren(PATH, 2);
		proxy.cut();
		awaitDisconnection(instance);
		waiter.cancel(true);
		assertThat(result).failsWithin(Duration.ofSeconds(5));
		assertThat(foreign.children(PATH)).hasSize(2);
		proxy.heal();
		await().atMost(LONG).until(() -> foreign.children(PATH).size() == 1);
		assertThat(session(instance)).isEqualTo(session);
		assertThat(held.isHeld()).isTrue();
	}

	@Test
	void continuesToWaitWithNextSession() throws Exception {
		ConfigurableApplicationContext dying = start("zk.recipe.id=fred");
		ZkPermit held = recipes(start("zk.recipe.id=george")).semaphore("s", 1).tryAcquire(LONG).orElseThrow();
		ZkSemaphore semaphore = recipes(dying).semaphore("s", 1);
		CompletableFuture<Optional<ZkPermit>> waiting = begin(() -> semaphore.tryAcquire(LONG));
		awaitChildren(PATH, 2);
		List<String> before = foreign.children(PATH);
		expire(dying);
		await().atMost(LONG).until(() -> foreign.children(PATH).size() == 2 && !foreign.children(PATH).equals(before));
		assertThat(semaphore.holders()).containsExactly("george");
		held.close();
		assertThat(get(waiting)).get().matches(ZkPermit::isHeld);
		assertThat(semaphore.holders()).containsExactly("fred");
	}

	@Test
	void reportsLossWithSession() throws Exception {
		ConfigurableApplicationContext dying = start();
		ZkPermit permit = recipes(dying).semaphore("s", 1).tryAcquire(LONG).orElseThrow();
		CompletableFuture<String> thread = permit.lost().thenApply((lost) -> Thread.currentThread().getName());
		assertThat(thread).isNotDone();
		expire(dying);
		assertThat(get(thread)).startsWith("zk-recipe-");
		assertThat(permit.isHeld()).isFalse();
		assertThat(recipes(start()).semaphore("s", 1).tryAcquire(LONG)).isPresent();
		permit.close();
	}

	@Test
	void losesPermitBeforeServerCanGrantItAgain() {
		ConfigurableApplicationContext instance = startBehindProxy();
		ZkPermit permit = recipes(instance).semaphore("s", 1).tryAcquire(LONG).orElseThrow();
		ZkSemaphore other = recipes(start()).semaphore("s", 1);
		CompletableFuture<Boolean> overlap = begin(() -> other.tryAcquire(LONG).isPresent() && permit.isHeld());
		awaitChildren(PATH, 2);
		proxy.cut();
		assertThat(permit.lost()).succeedsWithin(Duration.ofSeconds(3));
		assertThat(overlap).isNotDone();
		assertThat(permit.isHeld()).isFalse();
		assertThat(overlap).succeedsWithin(LONG).isEqualTo(false);
	}

	@Test
	void keepsPermitDuringShortDisconnect() {
		ConfigurableApplicationContext instance = startBehindProxy("zk.session-timeout=10s");
		ZkPermit permit = recipes(instance).semaphore("s", 1).tryAcquire(LONG).orElseThrow();
		proxy.cut();
		awaitDisconnection(instance);
		assertThat(permit.isHeld()).isTrue();
		proxy.heal();
		awaitConnection(instance);
		assertThat(permit.isHeld()).isTrue();
		assertThat(permit.lost()).isNotDone();
	}

	@Test
	void rejectsDifferentNumberOfPermits() throws Exception {
		ZkRecipes recipes = recipes(shared());
		assertThat(recipes.semaphore("s", 1).tryAcquire(LONG)).isPresent();
		assertThat(read(PATH)).isEqualTo("1");
		assertThatExceptionOfType(SemaphoreLimitException.class)
			.isThrownBy(() -> recipes.semaphore("s", 2).tryAcquire())
			.withMessageContaining(PATH)
			.withMessageContaining("has 1 permits, not 2");
		assertThat(foreign.children(PATH)).hasSize(1);
		assertThatIllegalArgumentException().isThrownBy(() -> recipes.semaphore("s", 0));
	}

	@Test
	void ignoresNonNumericPayload() throws Exception {
		foreign.write(PATH, "a$");
		ZkRecipes recipes = recipes(shared());
		assertThat(recipes.semaphore("s", 1).tryAcquire(LONG)).isPresent();
		assertThat(recipes.semaphore("s", 2).tryAcquire()).isPresent();
		assertThat(read(PATH)).isEqualTo("a$");
	}

	@Test
	void returnsEmptyAfterTimeout() {
		ZkRecipes recipes = recipes(shared());
		ZkPermit held = recipes.semaphore("s", 1).tryAcquire(LONG).orElseThrow();
		long begin = System.nanoTime();
		assertThat(recipes(start()).semaphore("s", 1).tryAcquire(Duration.ofSeconds(1))).isEmpty();
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8));
		awaitChildren(PATH, 1);
		held.close();
	}

	@Test
	void neverGrantsMoreThanLimit() throws Exception {
		ZkRecipes recipes = recipes(shared());
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		List<CompletableFuture<Boolean>> threads = Stream.generate(() -> begin(() -> {
			for (int turn = 0; turn < 20; turn++) {
				try (ZkPermit permit = recipes.semaphore("s", 2).tryAcquire(LONG).orElseThrow()) {
					most.accumulateAndGet(inside.incrementAndGet(), Math::max);
					assertThat(permit.isHeld()).isTrue();
					inside.decrementAndGet();
				}
			}
			return true;
		})).limit(5).toList();
		for (CompletableFuture<Boolean> thread : threads) {
			assertThat(get(thread)).isTrue();
		}
		assertThat(most).hasValueLessThanOrEqualTo(2);
	}

	@Test
	void releasesPermitsAndEndsWaitsWhenApplicationCloses() {
		ConfigurableApplicationContext instance = start();
		assertThat(recipes(instance).semaphore("s", 1).tryAcquire(LONG)).isPresent();
		CompletableFuture<Optional<ZkPermit>> waiter = begin(
				() -> recipes(instance).semaphore("s", 1).tryAcquire(LONG));
		awaitChildren(PATH, 2);
		instance.close();
		assertThat(waiter).failsWithin(Duration.ofSeconds(5))
			.withThrowableThat()
			.withCauseInstanceOf(ZkException.class);
		assertThat(foreign.children(PATH)).isEmpty();
	}

	@Test
	void throwsWithoutEnsembleOrPermission() throws Exception {
		ConfigurableApplicationContext instance = startBehindProxy("zk.recipe.timeout=300ms");
		ZkSemaphore semaphore = recipes(instance).semaphore("s", 1);
		foreign.write(PATH, "1");
		foreign.curator().setACL().withACL(ZooDefs.Ids.READ_ACL_UNSAFE).forPath(PATH);
		assertThatExceptionOfType(ZkAccessDeniedException.class).isThrownBy(() -> semaphore.tryAcquire(LONG));
		proxy.cut();
		awaitDisconnection(instance);
		assertThatExceptionOfType(ZkUnavailableException.class).isThrownBy(semaphore::tryAcquire);
	}

}
