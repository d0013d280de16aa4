package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.zkspring.client.ZkException;
import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for recipes whose parent reaches the end of the sequence numbers.
 */
class RecipeSequenceIntegrationTests extends AbstractRecipeIntegrationTests {

	private static final String QUEUE = "/recipes/queues/q";

	private static final String SEMAPHORE = "/recipes/semaphores/s";

	@Test
	void renewsNumbersOfEmptyQueue() {
		foreign.write(QUEUE, "payload");
		server.restartWithSequence(QUEUE, Integer.MAX_VALUE - 1);
		ZkQueue<String> queue = recipes(start()).queue("q", String.class);
		queue.put("one");
		queue.put("two");
		assertThat(Stream.generate(queue::poll).limit(2).flatMap(Optional::stream)).containsExactly("one", "two");
		await().untilAsserted(() -> {
			queue.put("three");
			assertThat(foreign.children(QUEUE)).containsExactly("entry-100-0000000000");
		});
		assertThat(foreign.curator())
			.satisfies((curator) -> assertThat(curator.getData().forPath(QUEUE)).asString().isEqualTo("payload"));
	}

	@Test
	void explainsQueueWhoseNumbersAreUsedUp() {
		foreign.write(QUEUE, "");
		server.restartWithSequence(QUEUE, Integer.MAX_VALUE);
		ZkQueue<String> queue = recipes(start()).queue("q", String.class);
		queue.put("one");
		assertThatExceptionOfType(ZkException.class).isThrownBy(() -> queue.put("two"))
			.withMessageContaining("sequence numbers of '" + QUEUE + "' are used up");
		assertThat(queue.size()).isOne();
	}

	@Test
	void keepsOrderOfItemsWithNegativeNumbers() {
		foreign.write(QUEUE + "/entry-100-2147483647", "one");
		foreign.write(QUEUE + "/entry-100--2147483648", "two");
		foreign.write(QUEUE + "/entry-100--2147483647", "three");
		foreign.write(QUEUE + "/entry-099-0000000007", "zero");
		ZkQueue<String> queue = recipes(shared()).queue("q", String.class);
		assertThat(Stream.generate(queue::poll).limit(4).flatMap(Optional::stream)).containsExactly("zero", "one",
				"two", "three");
	}

	@Test
	void neverExceedsPermitsAcrossEndOfRange() {
		foreign.write(SEMAPHORE, "2");
		server.restartWithSequence(SEMAPHORE, Integer.MAX_VALUE - 3);
		ConfigurableApplicationContext one = start();
		ZkSemaphore semaphore = recipes(one).semaphore("s", 2);
		for (int round = 0; round < 20; round++) {
			List<ZkPermit> permits = new ArrayList<>();
			permits.add(semaphore.tryAcquire(Duration.ofSeconds(20)).orElseThrow());
			permits.add(semaphore.tryAcquire(Duration.ofSeconds(20)).orElseThrow());
			assertThat(semaphore.tryAcquire()).isEmpty();
			permits.forEach(ZkPermit::close);
		}
	}

	@Test
	void explainsSemaphoreWhoseNumbersAreUsedUp() {
		foreign.write(SEMAPHORE, "2");
		foreign.write(SEMAPHORE + "/another", "keeps the znode");
		server.restartWithSequence(SEMAPHORE, Integer.MAX_VALUE);
		ZkSemaphore semaphore = recipes(start()).semaphore("s", 2);
		assertThatExceptionOfType(ZkException.class).isThrownBy(() -> semaphore.tryAcquire(Duration.ofSeconds(20)))
			.withMessageContaining("sequence numbers of '" + SEMAPHORE + "' are used up");
		assertThat(foreign.children(SEMAPHORE)).containsExactly("another");
	}

}
