package io.github.zkspring.leader;

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
 * What a guarded method returns on an instance that does not lead.
 *
 * @param skip whether the call is skipped; else it throws
 * @param value gives the empty value of the return type
 */
record FollowerResult(boolean skip, Supplier<@Nullable Object> value) {

	private static final Map<Class<?>, Supplier<@Nullable Object>> EMPTY = Map.of(Optional.class, Optional::empty,
			OptionalInt.class, OptionalInt::empty, OptionalLong.class, OptionalLong::empty, OptionalDouble.class,
			OptionalDouble::empty, CompletableFuture.class, () -> CompletableFuture.completedFuture(null),
			CompletionStage.class, () -> CompletableFuture.completedFuture(null), Future.class,
			() -> CompletableFuture.completedFuture(null));

	static FollowerResult of(String beanName, Method method, LeaderOnly.Otherwise otherwise) {
		Class<?> type = method.getReturnType();
		boolean skip = otherwise == LeaderOnly.Otherwise.SKIP;
		if (isLazy(type)) {
			throw new InvalidZkMethodException(beanName, method,
					"@LeaderOnly would check before the returned %s does its work".formatted(type.getSimpleName()),
					"Guard the method that does the work, or return a CompletableFuture.");
		}
		if (skip && type.isPrimitive() && type != void.class) {
			throw new InvalidZkMethodException(beanName, method,
					"@LeaderOnly with SKIP has no %s to return where this instance does not lead".formatted(type),
					"Return the wrapper type, an Optional or void, or set otherwise = THROW.");
		}
		return new FollowerResult(skip, EMPTY.getOrDefault(type, () -> null));
	}

	private static boolean isLazy(Class<?> type) {
		return Flow.Publisher.class.isAssignableFrom(type)
				|| (!EMPTY.containsKey(type) && ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null);
	}

}
