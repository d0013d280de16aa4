package io.github.zkspring.guard;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.zkspring.annotation.BeanMethod;
import io.github.zkspring.client.InvalidZkMethodException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SkipPolicy}.
 */
class SkipPolicyTests {

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
	@ValueSource(strings = { "completableFuture", "completionStage" })
	void skipsWithNewCompletedFuture(String method) {
		SkipPolicy policy = of(method, true);
		CompletableFuture<?> first = (CompletableFuture<?>) policy.emptyValue();
		assertThat(first).isCompletedWithValue(null);
		assertThat(policy.emptyValue()).isNotSameAs(first);
	}

	@ParameterizedTest
	@ValueSource(strings = { "number", "flag", "character", "real" })
	void rejectsPrimitiveReturnTypeWhenSkipping(String method) {
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> of(method, true))
			.withMessageContaining("Bean 'reports'")
			.withMessageContaining("Returns." + method)
			.withMessageContaining("SKIP")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("Optional").contains("THROW"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "nothing", "text", "optional", "completableFuture", "number", "flag" })
	void acceptsEveryReturnTypeWhenThrowing(String method) {
		assertThat(of(method, false).skips()).isFalse();
	}

	private static Object skipped(String method) {
		SkipPolicy policy = of(method, true);
		assertThat(policy.skips()).isTrue();
		return policy.emptyValue();
	}

	private static SkipPolicy of(String name, boolean skips) {
		Method method = ReflectionUtils.findMethod(Returns.class, name);
		assertThat(method).isNotNull();
		return SkipPolicy.of(new BeanMethod("reports", method, Returns.class), skips, "Guard");
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

		int number();

		boolean flag();

		char character();

		double real();

	}

}
