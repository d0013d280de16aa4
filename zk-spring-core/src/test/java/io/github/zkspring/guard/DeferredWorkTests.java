package io.github.zkspring.guard;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

import io.github.zkspring.annotation.BeanMethod;
import io.github.zkspring.client.InvalidZkMethodException;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DeferredWork}.
 */
class DeferredWorkTests {

	@ParameterizedTest
	@ValueSource(strings = { "publisher", "future", "task", "stream", "callable" })
	void refusesResultsWithWorkToDo(String method) {
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> refuse(Returns.class, method))
			.withMessageContaining("Bean 'reports'")
			.withMessageContaining("Returns." + method)
			.withMessageContaining("@Guard ends before")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("CompletableFuture"));
	}

	@Test
	void refusesSuspendFunctions() {
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> refuse(Returns.class, "suspend"))
			.withMessageContaining("suspend function");
	}

	@Test
	void resolvesTypeVariablesFromTheBeanClass() {
		assertThatExceptionOfType(InvalidZkMethodException.class).isThrownBy(() -> refuse(Concrete.class, "generic"))
			.withMessageContaining("Publisher");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nothing", "text", "completableFuture", "completionStage" })
	void acceptsResultsThatGuardsFollow(String method) {
		assertThatCode(() -> refuse(Returns.class, method)).doesNotThrowAnyException();
	}

	private static void refuse(Class<?> type, String name) {
		Method method = Stream.of(ReflectionUtils.getAllDeclaredMethods(type))
			.filter((candidate) -> candidate.getName().equals(name))
			.findFirst()
			.orElseThrow();
		DeferredWork.refuse(new BeanMethod("reports", method, type), "@Guard");
	}

	abstract static class Base<R> {

		R generic() {
			return null;
		}

	}

	static class Concrete extends Base<Flow.Publisher<String>> {

	}

	abstract static class Returns {

		abstract void nothing();

		abstract String text();

		abstract CompletableFuture<String> completableFuture();

		abstract CompletionStage<String> completionStage();

		abstract Future<String> future();

		abstract FutureTask<String> task();

		abstract Flow.Publisher<String> publisher();

		abstract Stream<String> stream();

		abstract Callable<String> callable();

		abstract Object suspend(String text, Continuation<? super String> continuation);

	}

}
