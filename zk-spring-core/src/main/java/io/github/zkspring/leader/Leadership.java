package io.github.zkspring.leader;

import io.github.zkspring.fencing.FencedHolder;
import io.github.zkspring.guard.InvocationStack;

/**
 * One leadership of this instance: from the grant to the revocation. It does not come
 * back; the next grant is another object, with a higher token unless nobody else has led
 * in between.
 *
 * <p>
 * All methods answer from memory and may be called from any thread.
 *
 * @since 0.1.0
 */
public interface Leadership extends FencedHolder {

	/**
	 * The leadership under which the present thread runs the body of a
	 * {@link LeaderOnly @LeaderOnly} method, or a handler of the grant.
	 * @return the leadership
	 * @throws IllegalStateException when the present thread runs neither
	 */
	static Leadership current() {
		Leadership leadership = InvocationStack.innermost(HeldLeadership.class, (held) -> true);
		if (leadership == null) {
			throw new IllegalStateException("Leadership.current() outside of the body of a @LeaderOnly method");
		}
		return leadership;
	}

	/**
	 * The name of the election.
	 * @return the name
	 */
	String election();

	/**
	 * Whether this leadership still holds. Long bodies ask from time to time.
	 * @throws NotLeaderException when it does not
	 */
	void check();

}
