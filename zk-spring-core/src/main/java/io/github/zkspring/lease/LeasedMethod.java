package io.github.zkspring.lease;

import java.lang.reflect.Method;
import java.time.Duration;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.guard.GuardedMethods;
import io.github.zkspring.guard.SkipPolicy;

import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * Description of a method with {@link ZkLease @ZkLease}.
 *
 * @param request the request for the lease
 * @param otherwise the policy for calls without the lease
 */
record LeasedMethod(LeaseRequest request, SkipPolicy otherwise) {

	/**
	 * Creates the registry of methods with {@link ZkLease @ZkLease}.
	 * @param values resolves placeholders
	 * @return the registry, empty
	 */
	static GuardedMethods<ZkLease, LeasedMethod> registry(AnnotationValues values) {
		return new GuardedMethods<>(ZkLease.class,
				(beanName, method, annotation) -> read(beanName, method, annotation, values));
	}

	private static LeasedMethod read(String beanName, Method method, ZkLease annotation, AnnotationValues values) {
		SkipPolicy otherwise = SkipPolicy.always(beanName, method, "ZkLease");
		try {
			String name = values.resolve(annotation.name());
			Duration duration = DurationFormatterUtils.detectAndParse(values.resolve(annotation.duration()),
					DurationFormat.Unit.MILLIS);
			return new LeasedMethod(new LeaseRequest(name, duration, annotation.slots(), false), otherwise);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidZkMethodException(beanName, method, String.valueOf(ex.getMessage()),
					"Give @ZkLease a name of one path segment and a duration like 30s or 50m, in the annotation or in the property it refers to.");
		}
	}

}
