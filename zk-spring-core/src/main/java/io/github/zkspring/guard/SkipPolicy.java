package io.github.zkspring.guard;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.zkspring.annotation.BeanMethod;
import io.github.zkspring.client.InvalidZkMethodException;
import org.jspecify.annotations.Nullable;

/**
 * Policy of a guarded method for calls whose body does not run.
 *
 * @param skips whether such a call returns an empty value; otherwise it throws
 * @param emptyValues supplies the empty value of the return type
 */
public record SkipPolicy(boolean skips, Supplier<@Nullable Object> emptyValues) {

	private static final Map<Class<?>, Supplier<@Nullable Object>> EMPTY = Map.of(Optional.class, Optional::empty,
			OptionalInt.class, OptionalInt::empty, OptionalLong.class, OptionalLong::empty, OptionalDouble.class,
			OptionalDouble::empty, CompletableFuture.class, () -> CompletableFuture.completedFuture(null),
			CompletionStage.class, () -> CompletableFuture.completedFuture(null));

	/**
	 * Creates the policy of a method whose annotation selects between skipping and
	 * throwing.
	 * @param method the guarded method
	 * @param skips whether its calls are skipped
	 * @param annotation the name of the annotation, for messages
	 * @return the policy
	 * @throws InvalidZkMethodException when calls are skipped and the return type has no
	 * empty value
	 */
	public static SkipPolicy of(BeanMethod method, boolean skips, String annotation) {
		if (skips) {
			requireEmptyValue(method, "@" + annotation + " with SKIP", ", or set otherwise = THROW");
		}
		return new SkipPolicy(skips, EMPTY.getOrDefault(method.returnType(), () -> null));
	}

	/**
	 * Creates the policy of a method whose annotation always skips.
	 * @param method the guarded method
	 * @param annotation the name of the annotation, for messages
	 * @return the policy
	 * @throws InvalidZkMethodException as {@link #of} does
	 */
	public static SkipPolicy always(BeanMethod method, String annotation) {
		requireEmptyValue(method, "@" + annotation, "");
		return new SkipPolicy(true, EMPTY.getOrDefault(method.returnType(), () -> null));
	}

	/**
	 * Returns the empty value of the return type.
	 * @return a new future for a future, otherwise the empty optional or {@code null}
	 */
	public @Nullable Object emptyValue() {
		return this.emptyValues.get();
	}

	private static void requireEmptyValue(BeanMethod method, String subject, String alternative) {
		Class<?> type = method.returnType();
		if (type.isPrimitive() && type != void.class) {
			throw method.invalid("%s has no %s to return when the body does not run".formatted(subject, type),
					"Return the wrapper type, an Optional or void%s.".formatted(alternative));
		}
	}

}
