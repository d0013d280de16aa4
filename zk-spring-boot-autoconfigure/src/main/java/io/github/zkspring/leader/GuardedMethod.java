package io.github.zkspring.leader;

import java.util.function.Function;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.guard.GuardedMethods;
import io.github.zkspring.guard.RunningBody;
import io.github.zkspring.guard.SkippedResult;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LeaderOnly @LeaderOnly} says about one method.
 */
final class GuardedMethod {

	private final LeaderTask task;

	private final RunningBody.Kind kind;

	private final SkippedResult otherwise;

	private @Nullable QueueLeaderElection resolved;

	/**
	 * Describe a method.
	 * @param task the election and the method
	 * @param interruptOnLoss whether a body is interrupted when leadership ends
	 * @param otherwise what a follower returns
	 */
	GuardedMethod(LeaderTask task, boolean interruptOnLoss, SkippedResult otherwise) {
		this.task = task;
		this.kind = interruptOnLoss ? RunningBody.Kind.BODY : RunningBody.Kind.UNINTERRUPTED_BODY;
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
				SkippedResult.of(beanName, method, annotation.otherwise() == LeaderOnly.Otherwise.SKIP, "LeaderOnly")));
	}

	String election() {
		return this.task.election();
	}

	LeaderTask task() {
		return this.task;
	}

	RunningBody.Kind kind() {
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

	@Nullable Object follow() {
		if (!this.otherwise.skip()) {
			throw new NotLeaderException(election());
		}
		return this.otherwise.value().get();
	}

}
