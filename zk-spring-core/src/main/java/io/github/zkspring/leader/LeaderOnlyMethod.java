package io.github.zkspring.leader;

import java.lang.reflect.Method;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.annotation.BeanMethod;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.guard.GuardAnnotation;
import io.github.zkspring.guard.GuardedInvocation;
import io.github.zkspring.guard.SkipPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of a method with {@link LeaderOnly @LeaderOnly}.
 *
 * @param invocation the election and the method
 * @param kind whether a running body is interrupted when leadership ends
 * @param otherwise what a call returns on an instance that does not lead
 */
record LeaderOnlyMethod(LeaderInvocation invocation, GuardedInvocation.Kind kind, SkipPolicy otherwise) {

	/**
	 * Describes the annotation {@link LeaderOnly @LeaderOnly}.
	 * @param values resolves the names of elections
	 * @return the annotation
	 */
	static GuardAnnotation<LeaderOnly, LeaderOnlyMethod> annotation(AnnotationValues values) {
		return new GuardAnnotation<>(LeaderOnly.class, (method, annotation) -> read(method, annotation, values));
	}

	private static LeaderOnlyMethod read(BeanMethod method, LeaderOnly annotation, AnnotationValues values) {
		String election = electionName(method.beanName(), method.method(), annotation.value(), values);
		return new LeaderOnlyMethod(new LeaderInvocation(election, method.method()),
				annotation.interruptOnLoss() ? GuardedInvocation.Kind.BODY : GuardedInvocation.Kind.UNINTERRUPTED_BODY,
				SkipPolicy.of(method, annotation.otherwise() == LeaderOnly.Otherwise.SKIP, "LeaderOnly"));
	}

	/**
	 * Resolves the name of an election.
	 * @param beanName the bean of the annotated method
	 * @param method the annotated method
	 * @param text the value of the annotation
	 * @param values resolves placeholders
	 * @return the name, one path segment
	 * @throws InvalidZkMethodException when the value is not one path segment
	 */
	static String electionName(String beanName, Method method, String text, AnnotationValues values) {
		try {
			return ZkPaths.name(ZkPaths.child("/", values.resolve(text)));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidZkMethodException(beanName, method, String.valueOf(ex.getMessage()),
					"Set the name of the election to one path segment, in the annotation or in the property it refers to.");
		}
	}

	String election() {
		return this.invocation.election();
	}

	/**
	 * Returns the result of a call on an instance that does not lead.
	 * @return the empty value of the return type
	 * @throws NotLeaderException when calls are not skipped
	 */
	@Nullable Object skip() {
		if (!this.otherwise.skips()) {
			throw new NotLeaderException(election());
		}
		return this.otherwise.emptyValue();
	}

}
