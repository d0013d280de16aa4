package io.github.zkspring.lock;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.guard.GuardedMethods;
import io.github.zkspring.guard.SkipPolicy;

import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.StringUtils;

/**
 * Description of a method with {@link ZkLock @ZkLock}.
 *
 * @param name the name of the lock
 * @param options how the lock is acquired
 * @param otherwise the policy for calls without the lock
 */
record LockedMethod(LockNameExpression name, LockOptions options, SkipPolicy otherwise) {

	private static final Set<Class<?>> STAGES = Set.of(CompletableFuture.class, CompletionStage.class);

	/**
	 * Creates the registry of methods with {@link ZkLock @ZkLock}.
	 * @param values resolves placeholders
	 * @return the registry, empty
	 */
	static GuardedMethods<ZkLock, LockedMethod> registry(AnnotationValues values) {
		return new GuardedMethods<>(ZkLock.class,
				(beanName, method, annotation) -> read(beanName, method, annotation, values));
	}

	private static LockedMethod read(String beanName, Method method, ZkLock annotation, AnnotationValues values) {
		requireCompletionStage(beanName, method);
		return new LockedMethod(
				attribute(beanName, method, "name", () -> LockNameExpression.parse(annotation.name(), method, values)),
				attribute(beanName, method, "waitFor", () -> options(annotation, values)),
				SkipPolicy.of(beanName, method, annotation.otherwise() == ZkLock.Otherwise.SKIP, "ZkLock"));
	}

	private static <T> T attribute(String beanName, Method method, String attribute, Supplier<T> value) {
		try {
			return value.get();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidZkMethodException(beanName, method,
					"attribute '%s' of @ZkLock: %s".formatted(attribute, ex.getMessage()),
					"Correct the annotation, or the property it refers to.");
		}
	}

	private static LockOptions options(ZkLock annotation, AnnotationValues values) {
		LockOptions options = LockOptions.exclusive()
			.withMode(annotation.mode())
			.withInterruptOnLoss(annotation.interruptOnLoss())
			.withLabel(annotation.name());
		String wait = values.placeholders(annotation.waitFor());
		return StringUtils.hasText(wait)
				? options.withWait(DurationFormatterUtils.detectAndParse(wait, DurationFormat.Unit.MILLIS)) : options;
	}

	private static void requireCompletionStage(String beanName, Method method) {
		Class<?> type = method.getReturnType();
		if (Future.class.isAssignableFrom(type) && !STAGES.contains(type)) {
			throw new InvalidZkMethodException(beanName, method,
					"@ZkLock cannot observe when the returned %s is complete".formatted(type.getSimpleName()),
					"Return a CompletableFuture: the lock is held until it is complete.");
		}
	}

}
