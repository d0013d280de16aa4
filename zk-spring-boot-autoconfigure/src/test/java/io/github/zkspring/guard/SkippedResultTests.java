package io.github.zkspring.guard;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;

import io.github.zkspring.client.InvalidZkMethodException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SkippedResult}.
 */
class SkippedResultTests {

	@ParameterizedTest
	@ValueSource(strings = { "nothing", "text", "wrapper", "list", "bytes" })
	void skipsWithNull(String method) {
		assertThat(skipped(method)).isNull();
	}

	@Test
	void skipsWithEmptyOptional() {
		assertThat(skipped("optional")).isEqualTo(Optional.empty());
		assertThat(skipped("optionalInt")).isEqualTo(OptionalInt.empty());
		assertThat(skipped("optionalLong")).isEqualTo(OptionalLong.empty());
		assertThat(skipped("optionalDouble")).isEqualTo(OptionalDouble.empty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "completableFuture", "completionStage", "future" })
	void skipsWithFutureThatIsCompleteAndOfThisCallAlone(String method) {
		SkippedResult result = of(method, true);
		CompletableFuture<?> first = (CompletableFuture<?>) result.value().get();
		assertThat(first).isCompletedWithValue(null);
		assertThat(result.value().get()).isNotSameAs(first);
	}

	@ParameterizedTest
	@ValueSource(strings = { "number", "flag", "character", "real" })
	void refusesToSkipPrimitive(String method) {
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> of(method, true))
			.withMessageContaining("Bean 'reports'")
			.withMessageContaining("Returns." + method)
			.withMessageContaining("SKIP")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("Optional").contains("THROW"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "nothing", "text", "optional", "completableFuture", "number", "flag" })
	void allowsToThrowForEveryReturnType(String method) {
		assertThat(of(method, false).skip()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void refusesResultsThatWorkAfterTheCheck(boolean skip) {
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> of("publisher", skip))
			.withMessageContaining("Bean 'reports'")
			.withMessageContaining("Returns.publisher")
			.withMessageContaining("Publisher");
	}

	private static Object skipped(String method) {
		SkippedResult result = of(method, true);
		assertThat(result.skip()).isTrue();
		return result.value().get();
	}

	private static SkippedResult of(String name, boolean skip) {
		Method method = ReflectionUtils.findMethod(Returns.class, name);
		assertThat(method).isNotNull();
		return SkippedResult.of("reports", method, skip, "Guard");
	}

	interface Returns {

		void nothing();

		String text();

		Integer wrapper();

		List<String> list();

		byte[] bytes();

		Optional<String> optional();

		OptionalInt optionalInt();

		OptionalLong optionalLong();

		OptionalDouble optionalDouble();

		CompletableFuture<String> completableFuture();

		CompletionStage<String> completionStage();

		Future<String> future();

		Flow.Publisher<String> publisher();

		int number();

		boolean flag();

		char character();

		double real();

	}

}
