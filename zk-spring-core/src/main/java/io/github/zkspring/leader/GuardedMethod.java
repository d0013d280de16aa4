package io.github.zkspring.leader;

import java.util.function.Function;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.guard.GuardedInvocation;
import io.github.zkspring.guard.GuardedMethods;
import io.github.zkspring.guard.SkipPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LeaderOnly @LeaderOnly} says about one method.
 */
final class GuardedMethod {

	private final LeaderTask task;

	private final GuardedInvocation.Kind kind;

	private final SkipPolicy otherwise;

	private @Nullable QueueLeaderElection resolved;

	/**
	 * Describe a method.
	 * @param task the election and the method
	 * @param interruptOnLoss whether a body is interrupted when leadership ends
	 * @param otherwise what a follower returns
	 */
	GuardedMethod(LeaderTask task, boolean interruptOnLoss, SkipPolicy otherwise) {
		this.task = task;
		this.kind = interruptOnLoss ? GuardedInvocation.Kind.BODY : GuardedInvocation.Kind.UNINTERRUPTED_BODY;
		this.otherwise = otherwise;
	}

	/**
	 * The methods with {@link LeaderOnly @LeaderOnly}.
	 * @param values resolves the names of elections
	 * @return the methods, none yet
	 */
	static GuardedMethods<LeaderOnly, GuardedMethod> of(AnnotationValues values) {
		ElectionNames names = new ElectionNames(values);
		return new GuardedMethods<>(LeaderOnly.class, (beanName, method, annotation) -> new GuardedMethod(
				new LeaderTask(names.resolve(beanName, method, annotation.value()), method),
				annotation.interruptOnLoss(),
				SkipPolicy.of(beanName, method, annotation.otherwise() == LeaderOnly.Otherwise.SKIP, "LeaderOnly")));
	}

	String election() {
		return this.task.election();
	}

	LeaderTask task() {
		return this.task;
	}

	GuardedInvocation.Kind kind() {
		return this.kind;
	}

	/**
	 * The election of the method, looked up once.
	 * @param elections finds it by its name
	 * @return the election
	 */
	QueueLeaderElection in(Function<String, QueueLeaderElection> elections) {
		QueueLeaderElection known = this.resolved;
		if (known == null) {
			known = elections.apply(election());
			this.resolved = known;
		}
		return known;
	}

	@Nullable Object skip() {
		if (!this.otherwise.skips()) {
			throw new NotLeaderException(election());
		}
		return this.otherwise.emptyValue();
	}

}
