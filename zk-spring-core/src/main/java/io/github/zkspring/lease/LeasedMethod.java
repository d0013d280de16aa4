package io.github.zkspring.lease;

import java.time.Duration;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.annotation.BeanMethod;
import io.github.zkspring.guard.GuardAnnotation;
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
	 * Describes the annotation {@link ZkLease @ZkLease}.
	 * @param values resolves placeholders
	 * @return the annotation
	 */
	static GuardAnnotation<ZkLease, LeasedMethod> annotation(AnnotationValues values) {
		return new GuardAnnotation<>(ZkLease.class, (method, annotation) -> read(method, annotation, values));
	}

	private static LeasedMethod read(BeanMethod method, ZkLease annotation, AnnotationValues values) {
		SkipPolicy otherwise = SkipPolicy.always(method, "ZkLease");
		try {
			String name = values.resolve(annotation.name());
			Duration duration = DurationFormatterUtils.detectAndParse(values.resolve(annotation.duration()),
					DurationFormat.Unit.MILLIS);
			return new LeasedMethod(new LeaseRequest(name, duration, annotation.slots(), false), otherwise);
		}
		catch (IllegalArgumentException ex) {
			throw method.invalid(String.valueOf(ex.getMessage()),
					"Give @ZkLease a name of one path segment and a duration like 30s or 50m, in the annotation or in the property it refers to.");
		}
	}

}
