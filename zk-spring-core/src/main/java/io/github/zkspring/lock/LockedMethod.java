package io.github.zkspring.lock;

import java.util.function.Supplier;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.annotation.BeanMethod;
import io.github.zkspring.guard.GuardAnnotation;
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

	/**
	 * Describes the annotation {@link ZkLock @ZkLock}.
	 * @param values resolves placeholders
	 * @return the annotation
	 */
	static GuardAnnotation<ZkLock, LockedMethod> annotation(AnnotationValues values) {
		return new GuardAnnotation<>(ZkLock.class, (method, annotation) -> read(method, annotation, values));
	}

	private static LockedMethod read(BeanMethod method, ZkLock annotation, AnnotationValues values) {
		return new LockedMethod(
				attribute(method, "name", () -> LockNameExpression.parse(annotation.name(), method.method(), values)),
				attribute(method, "waitFor", () -> options(annotation, values)),
				SkipPolicy.of(method, annotation.otherwise() == ZkLock.Otherwise.SKIP, "ZkLock"));
	}

	private static <T> T attribute(BeanMethod method, String attribute, Supplier<T> value) {
		try {
			return value.get();
		}
		catch (IllegalArgumentException ex) {
			throw method.invalid("attribute '%s' of @ZkLock: %s".formatted(attribute, ex.getMessage()),
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

}
