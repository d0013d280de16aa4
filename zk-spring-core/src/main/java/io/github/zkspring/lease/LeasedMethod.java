package io.github.zkspring.lease;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.function.Supplier;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.guard.GuardedMethods;
import io.github.zkspring.guard.SkipPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * What {@link ZkLease @ZkLease} says about one method.
 *
 * @param name the name of the lease
 * @param duration how long it lasts
 * @param slots how many instances may run
 * @param skipped gives what a skipped call returns
 */
record LeasedMethod(String name, Duration duration, int slots, Supplier<@Nullable Object> skipped) {

	/**
	 * The methods with {@link ZkLease @ZkLease}.
	 * @param values resolves what it says
	 * @return the methods, none yet
	 */
	static GuardedMethods<ZkLease, LeasedMethod> of(AnnotationValues values) {
		return new GuardedMethods<>(ZkLease.class,
				(beanName, method, annotation) -> of(beanName, method, annotation, values));
	}

	private static LeasedMethod of(String beanName, Method method, ZkLease annotation, AnnotationValues values) {
		SkipPolicy skipped = SkipPolicy.always(beanName, method, "ZkLease");
		try {
			String name = values.resolve(annotation.name());
			Duration duration = DurationFormatterUtils.detectAndParse(values.resolve(annotation.duration()),
					DurationFormat.Unit.MILLIS);
			LeasedMethod leased = new LeasedMethod(name, duration, annotation.slots(), skipped::emptyValue);
			leased.requestOf("validation");
			return leased;
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidZkMethodException(beanName, method, String.valueOf(ex.getMessage()),
					"Give @ZkLease a name of one path segment and a duration like 30s or 50m, in the annotation or in the property it refers to.");
		}
	}

	LeaseRequest requestOf(String holder) {
		return new LeaseRequest(this.name, holder, this.duration, this.slots, false);
	}

}
