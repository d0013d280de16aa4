package io.github.zkspring.recipe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.autoconfigure.leader.ZkLeaderAutoConfiguration;
import io.github.zkspring.autoconfigure.recipe.ZkRecipesAutoConfiguration;
import io.github.zkspring.autoconfigure.watch.ZkWatchAutoConfiguration;
import io.github.zkspring.client.CodecException;
import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.codec.LeakingCodec;
import io.github.zkspring.codec.LeakingCodec.Password;
import io.github.zkspring.recipe.ZkSharedValue.Versioned;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ZkCounter} and {@link ZkSharedValue}.
 */
class ZkCounterIntegrationTests extends AbstractRecipeIntegrationTests {

	private static final String PATH = "/recipes/counters/c";

	@Test
	void countsWholeNumbersAndReturnsBeforeAndAfter() throws Exception {
		ZkCounter<Long> counter = recipes(shared()).counter("c");
		assertThat(counter.get()).isZero();
		assertThat(counter.add(2L)).isEqualTo(new ZkCounter.Change<>(0L, 2L));
		assertThat(counter.add(-3L)).isEqualTo(new ZkCounter.Change<>(2L, -1L));
		assertThat(counter.get()).isEqualTo(-1);
		assertThat(read(PATH)).isEqualTo("-1");
	}

	@Test
	void countsDecimalNumbers() {
		ZkCounter<Double> counter = recipes(shared()).doubleCounter("c");
		assertThat(counter.get()).isZero();
		counter.add(2.1);
		assertThat(counter.get()).isEqualTo(2.1);
		assertThat(counter.add(-3.1).after()).isEqualTo(-1.0);
		foreign.write(PATH, "1e+22");
		assertThat(counter.get()).isEqualTo(1e22);
	}

	@Test
	void countsInFormatOfCurator() throws Exception {
		ZkCounter<Integer> counter = recipes(shared()).curatorCounter("c");
		assertThat(counter.get()).isZero();
		assertThat(counter.add(Integer.MAX_VALUE).after()).isEqualTo(Integer.MAX_VALUE);
		assertThat(foreign.curator().getData().forPath(PATH)).containsExactly(0x7f, 0xff, 0xff, 0xff);
		assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> counter.add(1));
		counter.add(-Integer.MAX_VALUE);
		assertThat(counter.add(-Integer.MAX_VALUE).after()).isEqualTo(-Integer.MAX_VALUE);
	}

	@Test
	void rejectsInvalidNumberAndKeepsIt() throws Exception {
		ZkRecipes recipes = recipes(shared());
		for (String other : List.of("1.5", "secret", "99999999999999999999")) {
			foreign.write(PATH, other);
			assertThatExceptionOfType(CodecException.class).isThrownBy(() -> recipes.counter("c").add(1L))
				.withMessageNotContaining(other);
			assertThat(read(PATH)).isEqualTo(other);
		}
		foreign.write(PATH, "NaN");
		assertThatExceptionOfType(CodecException.class).isThrownBy(recipes.doubleCounter("c")::get);
		foreign.write(PATH, "12345");
		assertThatExceptionOfType(CodecException.class).isThrownBy(recipes.curatorCounter("c")::get);
		foreign.write(PATH, Long.toString(Long.MAX_VALUE));
		assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> recipes.counter("c").add(1L));
		foreign.write(PATH, "");
		assertThat(recipes.counter("c").add(1L).after()).isOne();
	}

	@Test
	void countsConcurrentAdditions() throws Exception {
		List<ZkRecipes> instances = List.of(recipes(start()), recipes(start()));
		List<CompletableFuture<Boolean>> threads = IntStream.range(0, 6).mapToObj((id) -> begin(() -> {
			ZkCounter<Long> counter = instances.get(id % 2).counter("c");
			for (int count = 0; count < 25; count++) {
				counter.add(1L);
			}
			return true;
		})).toList();
		for (CompletableFuture<Boolean> thread : threads) {
			assertThat(get(thread)).isTrue();
		}
		assertThat(instances.get(0).counter("c").get()).isEqualTo(150);
		assertThat(version(PATH)).isEqualTo(149);
	}

	@Test
	void countsOnceAndReportsUnknownOutcomeAfterLostAnswer() throws Exception {
		ConfigurableApplicationContext instance = startBehindProxy();
		foreign.write(PATH, "5");
		ZkSharedValue<Integer> value = recipes(instance).sharedValue("v", Integer.class);
		value.set(7);
		// the answer to the write is delayed for long enough to be dropped
		proxy.delay(Duration.ofMillis(150));
		CompletableFuture<?> counted = begin(() -> recipes(instance).counter("c").add(1L));
		await().pollInterval(Duration.ofMillis(2)).until(() -> version(PATH) == 1);
		proxy.swallowAnswers();
		proxy.heal();
		assertThat(counted).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(UnknownOutcomeException.class);
		awaitConnection(instance);
		proxy.swallowAnswers();
		CompletableFuture<?> written = begin(() -> value.compareAndSet(new Versioned<>(7, 0), 8));
		await().until(() -> version("/recipes/values/v") == 1);
		proxy.heal();
		assertThat(written).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(UnknownOutcomeException.class);
		assertThat(read(PATH)).isEqualTo("6");
	}

	@Test
	void countsOnceWhenRequestDidNotArrive() throws Exception {
		ConfigurableApplicationContext instance = startBehindProxy();
		ZkSharedValue<Integer> value = recipes(instance).sharedValue("v", Integer.class);
		value.set(7);
		proxy.delay(Duration.ofSeconds(20));
		CompletableFuture<Boolean> written = begin(() -> value.compareAndSet(new Versioned<>(7, 0), 8));
		CompletableFuture<Boolean> absent = begin(
				() -> recipes(instance).sharedValue("w", Integer.class).setIfAbsent(1));
		await().during(SHORT).until(() -> !written.isDone());
		proxy.cut();
		proxy.heal();
		assertThat(get(written)).isTrue();
		assertThat(get(absent)).isTrue();
		assertThat(version("/recipes/values/v")).isEqualTo(1);
	}

	@Test
	void retriesAfterConflictWhenRequestDidNotArrive() throws Exception {
		ConfigurableApplicationContext instance = startBehindProxy();
		ZkSharedValue<Integer> value = recipes(instance).sharedValue("v", Integer.class);
		value.set(7);
		proxy.delay(Duration.ofSeconds(20));
		CompletableFuture<Boolean> written = begin(() -> value.compareAndSet(new Versioned<>(7, 0), 8));
		await().during(SHORT).until(() -> !written.isDone());
		proxy.cut();
		foreign.write("/recipes/values/v", "9");
		proxy.heal();
		assertThat(get(written)).isFalse();
		assertThat(value.get()).contains(new Versioned<>(9, 1));
	}

	@Test
	void concealsPayloadWhenCodecQuotesIt() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class, ZkWatchAutoConfiguration.class,
					ZkLeaderAutoConfiguration.class, ZkRecipesAutoConfiguration.class))
			.withPropertyValues("zk.connect-string=" + server.connectString())
			.withBean(LeakingCodec.class)
			.run((context) -> {
				ZkSharedValue<Password> value = context.getBean(ZkRecipes.class).sharedValue("p", Password.class);
				foreign.write(value.path(), "hunter2");
				assertThatExceptionOfType(CodecException.class).isThrownBy(value::get)
					.withMessageContainingAll(value.path(), Password.class.getName())
					.withMessageNotContaining("hunter2")
					.withNoCause();
				assertThatExceptionOfType(CodecException.class).isThrownBy(() -> value.set(new Password("hunter2")))
					.withMessageContainingAll(value.path(), Password.class.getName())
					.withMessageNotContaining("hunter2")
					.withNoCause();
			});
	}

	@Test
	void sharesValueOfAnyType() {
		ZkSharedValue<Map<String, Integer>> value = recipes(shared()).sharedValue("v",
				new ParameterizedTypeReference<>() {
				});
		assertThat(value.get()).isEmpty();
		assertThat(value.update((present) -> Map.of("first", (present != null) ? 0 : 1)).version()).isZero();
		assertThat(value.setIfAbsent(Map.of())).isFalse();
		Versioned<Map<String, Integer>> first = value.get().orElseThrow();
		assertThat(first).isEqualTo(new Versioned<>(Map.of("first", 1), 0));
		assertThat(value.compareAndSet(first, Map.of("second", 2))).isTrue();
		assertThat(value.compareAndSet(first, Map.of("third", 3))).isFalse();
		value.set(Map.of("fourth", 4));
		assertThat(value.get()).contains(new Versioned<>(Map.of("fourth", 4), 2));
		foreign.delete(value.path());
		value.set(Map.of());
		assertThat(value.get()).contains(new Versioned<>(Map.of(), 0));
	}

}
