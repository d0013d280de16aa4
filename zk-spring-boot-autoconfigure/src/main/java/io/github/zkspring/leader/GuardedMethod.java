package io.github.zkspring.leader;

import org.jspecify.annotations.Nullable;

/**
 * What {@link LeaderOnly @LeaderOnly} says about one method.
 *
 * @param election the name of the election, resolved
 * @param otherwise what a follower returns
 */
record GuardedMethod(String election, FollowerResult otherwise) {

	@Nullable Object follow() {
		if (!this.otherwise.skip()) {
			throw new NotLeaderException(this.election);
		}
		return this.otherwise.value().get();
	}

}
