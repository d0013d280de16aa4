package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZkInterruptedException;
import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ZkQueue} and {@link ZkLockingQueue}: the behaviour of kazoo, lost
 * answers and sessions.
 */
class ZkQueueIntegrationTests extends AbstractRecipeIntegrationTests {

	private static final String QUEUE = "/recipes/queues/q";

	private static final String LOCKS = "/recipes/locking-queues/q/taken";

	@Test
	void rejectsInvalidPriorities() {
		ZkRecipes recipes = recipes(shared());
		for (int priority : List.of(-100, -1, 1000, 100000)) {
			assertThatIllegalArgumentException().isThrownBy(() -> queue(recipes).put("one", priority));
			assertThatIllegalArgumentException().isThrownBy(() -> consumer(recipes).put("one", priority));
			assertThatIllegalArgumentException()
				.isThrownBy(() -> consumer(recipes).putAll(List.of("one", "two"), priority));
		}
		assertThat(foreign.children("/recipes")).isEmpty();
	}

	@Test
	void returnsEmptyForEmptyQueue() {
		ZkRecipes recipes = recipes(shared());
		assertThat(queue(recipes).size()).isZero();
		assertThat(queue(recipes).poll()).isEmpty();
		assertThat(queue(recipes).poll(SHORT)).isEmpty();
		assertThat(consumer(recipes).size()).isZero();
		assertThat(consumer(recipes).get(Duration.ZERO)).isEmpty();
		assertThat(consumer(recipes).get(SHORT)).isEmpty();
	}

	@Test
	void deliversItemsInOrderWithKazooNames() {
		ZkQueue<String> queue = queue(recipes(shared()));
		Stream.of("one", "two", "three").forEach(queue::put);
		assertThat(queue.size()).isEqualTo(3);
		assertThat(foreign.children(QUEUE)).contains("entry-100-0000000000");
		assertThat(Stream.generate(queue::poll).limit(4).flatMap(Optional::stream)).containsExactly("one", "two",
				"three");
		assertThat(queue.size()).isZero();
	}

	@Test
	void deliversLowerPriorityValuesFirst() {
		ZkQueue<String> queue = queue(recipes(shared()));
		queue.put("four", 101);
		queue.put("one", 0);
		queue.put("two", 0);
		queue.put("three", 10);
		assertThat(Stream.generate(queue::poll).limit(4).flatMap(Optional::stream)).containsExactly("one", "two",
				"three", "four");
	}

	@Test
	void waitsForItemAcrossServerRestart() throws Exception {
		ConfigurableApplicationContext instance = start();
		ZkRecipes recipes = recipes(instance);
		CompletableFuture<Optional<String>> polled = begin(() -> queue(recipes).poll(LONG));
		CompletableFuture<Optional<String>> got = begin(() -> consumer(recipes).get(LONG));
		ClientWatches.awaitChildren(instance, QUEUE);
		ClientWatches.awaitChildren(instance, LOCKS);
		server.restart();
		queue(recipes).put("one");
		consumer(recipes).put("two");
		assertThat(get(polled)).contains("one");
		assertThat(get(got)).contains("two");
	}

	@Test
	void deliversEachItemOnceToConcurrentConsumers() throws Exception {
		ZkRecipes recipes = recipes(shared());
		List<CompletableFuture<Long>> consumers = Stream.generate(() -> begin(() -> {
			ZkQueue<String> queue = queue(recipes);
			return Stream.generate(() -> queue.poll(Duration.ofMillis(700))).takeWhile(Optional::isPresent).count();
		})).limit(3).toList();
		ZkQueue<String> queue = queue(recipes);
		for (int item = 0; item < 30; item++) {
			queue.put("item");
		}
		long handedOut = 0;
		for (CompletableFuture<Long> consumer : consumers) {
			handedOut += get(consumer);
		}
		assertThat(handedOut).isEqualTo(30);
	}

	@Test
	void keepsItemOfOtherType() {
		ZkRecipes recipes = recipes(shared());
		queue(recipes).put("secret");
		consumer(recipes).put("secret");
		assertThatExceptionOfType(CodecException.class).isThrownBy(() -> recipes.queue("q", Integer.class).poll())
			.withMessageContaining(QUEUE)
			.withMessageNotContaining("secret");
		assertThatExceptionOfType(CodecException.class)
			.isThrownBy(() -> recipes.lockingQueue("q", Integer.class).get(SHORT));
		assertThat(queue(recipes).poll()).contains("secret");
		awaitChildren(LOCKS, 0);
		assertThat(consumer(recipes).get(LONG)).contains("secret");
	}

	@Test
	void reportsUnknownOutcomeAfterLostAnswer() {
		foreign.write(QUEUE, "");
		ConfigurableApplicationContext instance = startBehindProxy();
		ZkQueue<String> queue = queue(recipes(instance));
		proxy.swallowAnswers();
		CompletableFuture<?> put = begin(() -> {
			queue.put("one");
			return true;
		});
		awaitChildren(QUEUE, 1);
		proxy.heal();
		assertThat(put).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(UnknownOutcomeException.class);
		awaitConnection(instance);
		proxy.delay(Duration.ofMillis(100));
		CompletableFuture<?> polled = begin(queue::poll);
		await().pollInterval(Duration.ofMillis(2)).until(() -> foreign.children(QUEUE).isEmpty());
		proxy.swallowAnswers();
		proxy.heal();
		assertThat(polled).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(UnknownOutcomeException.class);
		assertThat(queue.poll()).isEmpty();
	}

	@Test
	void returnsSameItemUntilConsumed() {
		ZkLockingQueue<String> consumer = consumer(recipes(shared()));
		consumer.put("one");
		consumer.putAll(List.of("two", "three"), ZkQueue.DEFAULT_PRIORITY);
		assertThat(consumer.size()).isEqualTo(3);
		assertThat(consumer.consume()).isFalse();
		assertThat(consumer.holdsLock()).isFalse();
		for (String item : List.of("one", "two", "three")) {
			assertThat(consumer.get(SHORT)).contains(item);
			assertThat(consumer.holdsLock()).isTrue();
			assertThat(consumer.get(SHORT)).contains(item);
			assertThat(consumer.consume()).isTrue();
			assertThat(consumer.holdsLock()).isFalse();
		}
		assertThat(consumer.consume()).isFalse();
		assertThat(consumer.size()).isZero();
		assertThat(foreign.children(LOCKS)).isEmpty();
	}

	@Test
	void deliversReleasedItemAgain() {
		ZkRecipes recipes = recipes(shared());
		ZkLockingQueue<String> consumer = consumer(recipes);
		consumer.put("one");
		assertThat(consumer.get(LONG)).contains("one");
		assertThat(consumer.release()).isTrue();
		assertThat(consumer.holdsLock()).isFalse();
		assertThat(consumer(recipes).get(LONG)).contains("one");
		assertThat(consumer.get(SHORT)).isEmpty();
		assertThat(consumer.release()).isFalse();
	}

	@Test
	void locksLowerPriorityValuesFirst() {
		ZkLockingQueue<String> consumer = consumer(recipes(shared()));
		consumer.put("four", 101);
		consumer.put("one", 0);
		consumer.put("two", 0);
		consumer.put("three", 10);
		for (String item : List.of("one", "two", "three", "four")) {
			assertThat(consumer.get(LONG)).contains(item);
			assertThat(consumer.consume()).isTrue();
		}
	}

	@Test
	void deliversSingleItemToOneOfThreeWaiters() throws Exception {
		ConfigurableApplicationContext instance = start();
		ZkRecipes recipes = recipes(instance);
		List<CompletableFuture<Optional<String>>> waiting = Stream
			.generate(() -> begin(() -> consumer(recipes).get(Duration.ofSeconds(1))))
			.limit(3)
			.toList();
		ClientWatches.awaitChildren(instance, LOCKS);
		consumer(recipes).put("one");
		int winners = 0;
		for (CompletableFuture<Optional<String>> item : waiting) {
			winners += get(item).isPresent() ? 1 : 0;
		}
		assertThat(winners).isOne();
		assertThat(foreign.children(LOCKS)).hasSize(1);
	}

	@Test
	void deliversItemToOtherConsumerAfterSessionLoss() throws Exception {
		ConfigurableApplicationContext dying = start();
		ZkLockingQueue<String> lost = consumer(recipes(dying));
		ConfigurableApplicationContext other = start();
		ZkLockingQueue<String> next = consumer(recipes(other));
		lost.put("one");
		assertThat(lost.get(LONG)).contains("one");
		CompletableFuture<Optional<String>> waiting = begin(() -> next.get(LONG));
		ClientWatches.awaitChildren(other, LOCKS);
		expire(dying);
		assertThat(get(waiting)).contains("one");
		awaitConnection(dying);
		assertThat(lost.holdsLock()).isFalse();
		assertThat(lost.consume()).isFalse();
		assertThat(lost.get(SHORT)).isEmpty();
		assertThat(next.consume()).isTrue();
	}

	@Test
	void doesNotReturnItemWithLostLock() {
		ZkRecipes recipes = recipes(shared());
		ZkLockingQueue<String> lost = consumer(recipes);
		lost.put("one");
		assertThat(lost.get(LONG)).contains("one");
		foreign.delete(LOCKS + "/" + foreign.children(LOCKS).get(0));
		ZkLockingQueue<String> next = consumer(recipes);
		assertThat(next.get(LONG)).contains("one");
		assertThat(lost.get(SHORT)).isEmpty();
		assertThat(next.holdsLock()).isTrue();
	}

	@Test
	void locksAndConsumesOnceDespiteLostAnswers() throws Exception {
		foreign.write(LOCKS, "");
		ConfigurableApplicationContext instance = startBehindProxy();
		ZkLockingQueue<String> consumer = consumer(recipes(instance));
		consumer.put("one");
		proxy.delay(Duration.ofMillis(100));
		CompletableFuture<Optional<String>> got = begin(() -> consumer.get(LONG));
		await().pollInterval(Duration.ofMillis(2)).until(() -> foreign.children(LOCKS).size() == 1);
		proxy.swallowAnswers();
		proxy.heal();
		assertThat(get(got)).contains("one");
		assertThat(consumer.holdsLock()).isTrue();
		proxy.delay(Duration.ofMillis(100));
		CompletableFuture<Boolean> consumed = begin(consumer::consume);
		await().pollInterval(Duration.ofMillis(2)).until(() -> foreign.children(LOCKS).isEmpty());
		proxy.swallowAnswers();
		proxy.heal();
		assertThat(get(consumed)).isTrue();
		assertThat(consumer.size()).isZero();
	}

	@Test
	void leavesNoLockWhenInterruptedBeforeAnswer() {
		foreign.write(LOCKS, "");
		ConfigurableApplicationContext instance = startBehindProxy();
		long session = session(instance);
		ZkLockingQueue<String> consumer = consumer(recipes(instance));
		consumer.put("one");
		proxy.delay(Duration.ofMillis(100));
		CompletableFuture<Optional<String>> result = new CompletableFuture<>();
		Future<?> waiter = beginInterruptible(() -> consumer.get(LONG), result);
		await().pollInterval(Duration.ofMillis(2)).until(() -> foreign.children(LOCKS).size() == 1);
		proxy.swallowAnswers();
		waiter.cancel(true);
		assertThat(result).failsWithin(Duration.ofSeconds(5));
		assertThat(foreign.children(LOCKS)).hasSize(1);
		proxy.heal();
		await().atMost(LONG).until(() -> foreign.children(LOCKS).isEmpty());
		assertThat(session(instance)).isEqualTo(session);
		assertThat(consumer.get(LONG)).contains("one");
	}

	@Test
	void endsWaitOnInterrupt() {
		ConfigurableApplicationContext instance = start();
		CompletableFuture<Optional<String>> result = new CompletableFuture<>();
		Future<?> waiter = beginInterruptible(() -> consumer(recipes(instance)).get(LONG), result);
		ClientWatches.awaitChildren(instance, LOCKS);
		waiter.cancel(true);
		assertThat(result).failsWithin(Duration.ofSeconds(5))
			.withThrowableThat()
			.withCauseInstanceOf(ZkInterruptedException.class);
	}

	private static ZkQueue<String> queue(ZkRecipes recipes) {
		return recipes.queue("q", String.class);
	}

	private static ZkLockingQueue<String> consumer(ZkRecipes recipes) {
		return recipes.lockingQueue("q", String.class);
	}

}
