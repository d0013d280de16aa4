package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkInterruptedException;
import io.github.zkspring.client.ZkUnavailableException;
import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ZkBarrier}, and for the end of waits in general.
 */
class ZkBarrierIntegrationTests extends AbstractRecipeIntegrationTests {

	private static final String PATH = "/recipes/barriers/b";

	@Test
	void passesWhileBarrierIsAbsent() {
		ZkBarrier barrier = recipes(shared()).barrier("b");
		assertThat(barrier.await(Duration.ZERO)).isTrue();
		assertThat(barrier.isUp()).isFalse();
		assertThat(barrier.remove()).isFalse();
	}

	@Test
	void blocksUntilBarrierIsRemoved() throws Exception {
		ZkBarrier barrier = recipes(shared()).barrier("b");
		barrier.create();
		barrier.create();
		assertThat(barrier.await(Duration.ZERO)).isFalse();
		assertThat(barrier.await(SHORT)).isFalse();
		CompletableFuture<Boolean> waiter = begin(() -> barrier.await(LONG));
		awaitWatches(PATH, 1);
		assertThat(recipes(start()).barrier("b").remove()).isTrue();
		assertThat(get(waiter)).isTrue();
	}

	@Test
	void outlivesItsCreator() {
		ConfigurableApplicationContext first = start();
		recipes(first).barrier("b").create();
		first.close();
		assertThat(recipes(start()).barrier("b").isUp()).isTrue();
	}

	@Test
	void continuesToWaitWithNextSession() throws Exception {
		ConfigurableApplicationContext instance = start();
		ZkBarrier barrier = recipes(instance).barrier("b");
		barrier.create();
		CompletableFuture<Boolean> waiter = begin(() -> barrier.await(LONG));
		awaitWatches(PATH, 1);
		expire(instance);
		awaitConnection(instance);
		awaitWatches(PATH, 1);
		assertThat(waiter).isNotDone();
		foreign.delete(PATH);
		assertThat(get(waiter)).isTrue();
	}

	@Test
	void detectsRemovalDuringDisconnect() throws Exception {
		ConfigurableApplicationContext instance = startBehindProxy();
		ZkBarrier barrier = recipes(instance).barrier("b");
		barrier.create();
		CompletableFuture<Boolean> waiter = begin(() -> barrier.await(LONG));
		awaitWatches(PATH, 1);
		proxy.cut();
		awaitDisconnection(instance);
		foreign.delete(PATH);
		proxy.heal();
		assertThat(get(waiter)).isTrue();
	}

	@Test
	void continuesToWaitAcrossServerRestart() throws Exception {
		ZkBarrier barrier = recipes(shared()).barrier("b");
		barrier.create();
		CompletableFuture<Boolean> waiter = begin(() -> barrier.await(LONG));
		awaitWatches(PATH, 1);
		server.restart();
		awaitWatches(PATH, 1);
		assertThat(waiter).isNotDone();
		foreign.delete(PATH);
		assertThat(get(waiter)).isTrue();
	}

	@Test
	void removesWatchWhenInterrupted() throws Exception {
		ZkBarrier barrier = recipes(shared()).barrier("b");
		barrier.create();
		CompletableFuture<Boolean> result = new CompletableFuture<>();
		Future<?> waiter = beginInterruptible(() -> {
			try {
				return barrier.await(LONG);
			}
			finally {
				assertThat(Thread.currentThread().isInterrupted()).isTrue();
			}
		}, result);
		awaitWatches(PATH, 1);
		waiter.cancel(true);
		assertThat(result).failsWithin(Duration.ofSeconds(5))
			.withThrowableThat()
			.withCauseInstanceOf(ZkInterruptedException.class);
		assertThat(barrier.remove()).isTrue();
	}

	@Test
	void removesWatchesAfterWait() {
		ConfigurableApplicationContext instance = start();
		ZkBarrier barrier = recipes(instance).barrier("b");
		barrier.create();
		for (int wait = 0; wait < 20; wait++) {
			assertThat(barrier.await(Duration.ofMillis(5))).isFalse();
		}
		ClientWatches.awaitAtMost(instance, PATH, 0);
	}

	@Test
	void endsWaitsWhenApplicationCloses() {
		ConfigurableApplicationContext instance = start();
		ZkBarrier barrier = recipes(instance).barrier("b");
		barrier.create();
		CompletableFuture<Boolean> waiter = begin(() -> barrier.await(LONG));
		awaitWatches(PATH, 1);
		instance.close();
		assertThat(waiter).failsWithin(Duration.ofSeconds(5))
			.withThrowableThat()
			.withCauseInstanceOf(ZkException.class)
			.withMessageContaining("The application is closing");
	}

	@Test
	void throwsWithinTimeoutWithoutEnsemble() {
		ConfigurableApplicationContext instance = startBehindProxy("zk.recipe.timeout=300ms");
		ZkBarrier barrier = recipes(instance).barrier("b");
		proxy.cut();
		awaitDisconnection(instance);
		long begin = System.nanoTime();
		assertThatExceptionOfType(ZkUnavailableException.class).isThrownBy(() -> barrier.await(SHORT));
		assertThatExceptionOfType(ZkUnavailableException.class).isThrownBy(barrier::create);
		assertThatExceptionOfType(ZkUnavailableException.class).isThrownBy(barrier::remove);
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
	}

	@Test
	void rejectsNamesWithSeveralSegments() {
		ZkRecipes recipes = recipes(shared());
		for (String name : List.of("", "a/b", ".", "..")) {
			assertThatIllegalArgumentException().isThrownBy(() -> recipes.barrier(name));
			assertThatIllegalArgumentException().isThrownBy(() -> recipes.queue(name, String.class));
		}
	}

}
