package io.github.zkspring.leader;

import java.util.function.Function;

import io.github.zkspring.client.AnnotationValues;
import io.github.zkspring.guard.GuardedMethods;
import io.github.zkspring.guard.RunningBody;
import io.github.zkspring.guard.SkippedResult;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LeaderOnly @LeaderOnly} says about one method.
 */
final class GuardedMethod {

	private final String election;

	private final RunningBody.Kind kind;

	private final SkippedResult otherwise;

	private @Nullable QueueLeaderElection resolved;

	/**
	 * Describe a method.
	 * @param election the name of the election, resolved
	 * @param interruptOnLoss whether a body is interrupted when leadership ends
	 * @param otherwise what a follower returns
	 */
	GuardedMethod(String election, boolean interruptOnLoss, SkippedResult otherwise) {
		this.election = election;
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
				names.resolve(beanName, method, annotation.value()), annotation.interruptOnLoss(),
				SkippedResult.of(beanName, method, annotation.otherwise() == LeaderOnly.Otherwise.SKIP, "LeaderOnly")));
	}

	String election() {
		return this.election;
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
			known = elections.apply(this.election);
			this.resolved = known;
		}
		return known;
	}

	@Nullable Object follow() {
		if (!this.otherwise.skip()) {
			throw new NotLeaderException(this.election);
		}
		return this.otherwise.value().get();
	}

}
