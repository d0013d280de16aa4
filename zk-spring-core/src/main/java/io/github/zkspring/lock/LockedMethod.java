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
 * What {@link ZkLock @ZkLock} says about one method.
 *
 * @param name the name of the lock, by the arguments of a call
 * @param options how the lock is acquired
 * @param otherwise what a call returns that does not get it
 */
record LockedMethod(LockNameExpression name, LockOptions options, SkipPolicy otherwise) {

	private static final Set<Class<?>> STAGES = Set.of(CompletableFuture.class, CompletionStage.class);

	/**
	 * The methods with {@link ZkLock @ZkLock}.
	 * @param values resolves placeholders
	 * @return the methods, none yet
	 */
	static GuardedMethods<ZkLock, LockedMethod> of(AnnotationValues values) {
		LockNameParser parser = new LockNameParser(values);
		return new GuardedMethods<>(ZkLock.class,
				(beanName, method, annotation) -> read(beanName, method, annotation, values, parser));
	}

	private static LockedMethod read(String beanName, Method method, ZkLock annotation, AnnotationValues values,
			LockNameParser parser) {
		requireFollowable(beanName, method);
		return new LockedMethod(attribute(beanName, method, "name", () -> parser.parse(annotation.name(), method)),
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
		LockOptions said = (annotation.mode() == LockMode.SHARED) ? LockOptions.shared() : LockOptions.exclusive();
		String wait = values.placeholders(annotation.waitFor());
		if (StringUtils.hasText(wait)) {
			said = said.waiting(DurationFormatterUtils.detectAndParse(wait, DurationFormat.Unit.MILLIS));
		}
		said = said.labelled(annotation.name());
		return annotation.interruptOnLoss() ? said : said.withoutInterrupt();
	}

	private static void requireFollowable(String beanName, Method method) {
		Class<?> type = method.getReturnType();
		if (Future.class.isAssignableFrom(type) && !STAGES.contains(type)) {
			throw new InvalidZkMethodException(beanName, method,
					"@ZkLock cannot tell when the returned %s is complete".formatted(type.getSimpleName()),
					"Return a CompletableFuture: the lock is held until it is complete.");
		}
	}

}
