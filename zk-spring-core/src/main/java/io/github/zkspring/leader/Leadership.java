package io.github.zkspring.leader;

import io.github.zkspring.fencing.FencedHolder;
import io.github.zkspring.guard.InvocationStack;

/**
 * A leadership of this instance, from its grant to its revocation. Each grant creates a
 * new object. Its token is higher than the token of the previous grant, or equal when no
 * other instance has led in between.
 *
 * <p>
 * All methods read memory and may be called from any thread.
 *
 * @since 0.1.0
 */
public interface Leadership extends FencedHolder {

	/**
	 * Returns the leadership under which the current thread executes the body of a
	 * {@link LeaderOnly @LeaderOnly} method, or a handler of the grant.
	 * @return the leadership
	 * @throws IllegalStateException when the current thread executes neither
	 */
	static Leadership current() {
		Leadership leadership = InvocationStack.innermost(HeldLeadership.class, (held) -> true);
		if (leadership == null) {
			throw new IllegalStateException(
					"Leadership.current() was called outside of a @LeaderOnly method and of a handler of the grant");
		}
		return leadership;
	}

	/**
	 * Returns the name of the election.
	 * @return the name
	 */
	String election();

	/**
	 * Checks that this leadership still holds. Long bodies should call it regularly.
	 * @throws NotLeaderException when it does not hold
	 */
	void check();

}
