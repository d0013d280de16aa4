package io.github.zkspring.guard;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import io.github.zkspring.client.InvalidZkMethodException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ReactiveAdapterRegistry;

/**
 * What a guarded method returns when its body does not run.
 *
 * @param skip whether the call is skipped; else it throws
 * @param value gives the empty value of the return type
 */
public record SkippedResult(boolean skip, Supplier<@Nullable Object> value) {

	private static final Map<Class<?>, Supplier<@Nullable Object>> EMPTY = Map.of(Optional.class, Optional::empty,
			OptionalInt.class, OptionalInt::empty, OptionalLong.class, OptionalLong::empty, OptionalDouble.class,
			OptionalDouble::empty, CompletableFuture.class, () -> CompletableFuture.completedFuture(null),
			CompletionStage.class, () -> CompletableFuture.completedFuture(null), Future.class,
			() -> CompletableFuture.completedFuture(null));

	/**
	 * Find out what a method returns.
	 * @param beanName the bean of the method
	 * @param method the guarded method
	 * @param skip whether its calls are skipped
	 * @param annotation the name of the annotation, for messages
	 * @return the result
	 * @throws InvalidZkMethodException when nothing can be returned in the place of the
	 * body, or what is returned works later
	 */
	public static SkippedResult of(String beanName, Method method, boolean skip, String annotation) {
		requireEager(beanName, method, annotation);
		if (skip) {
			requireEmptyValue(beanName, method, "@" + annotation + " with SKIP", ", or set otherwise = THROW");
		}
		return new SkippedResult(skip, EMPTY.getOrDefault(method.getReturnType(), () -> null));
	}

	/**
	 * Find out what a method returns that has no choice but to be skipped.
	 * @param beanName the bean of the method
	 * @param method the guarded method
	 * @param annotation the name of the annotation, for messages
	 * @return the result
	 * @throws InvalidZkMethodException as {@link #of} does
	 */
	public static SkippedResult always(String beanName, Method method, String annotation) {
		requireEager(beanName, method, annotation);
		requireEmptyValue(beanName, method, "@" + annotation, "");
		return new SkippedResult(true, EMPTY.getOrDefault(method.getReturnType(), () -> null));
	}

	private static void requireEager(String beanName, Method method, String annotation) {
		Class<?> type = method.getReturnType();
		if (isLazy(type)) {
			throw new InvalidZkMethodException(beanName, method,
					"@%s is over before the returned %s does its work".formatted(annotation, type.getSimpleName()),
					"Annotate the method that does the work, or return a CompletableFuture.");
		}
	}

	private static void requireEmptyValue(String beanName, Method method, String who, String choice) {
		Class<?> type = method.getReturnType();
		if (type.isPrimitive() && type != void.class) {
			throw new InvalidZkMethodException(beanName, method,
					"%s has no %s to return when the body does not run".formatted(who, type),
					"Return the wrapper type, an Optional or void%s.".formatted(choice));
		}
	}

	private static boolean isLazy(Class<?> type) {
		return Flow.Publisher.class.isAssignableFrom(type)
				|| (!EMPTY.containsKey(type) && ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null);
	}

}
