package io.github.zkspring.recipe;

import java.time.Duration;

/**
 * A member of a double barrier: members enter together as soon as there are enough, and
 * leave together as soon as all that entered have finished. Then the next members may
 * enter; surplus members wait for the next round. For use by one thread at a time. For
 * waiting and exceptions see {@link ZkRecipes}.
 *
 * <p>
 * <b>Session loss.</b> A member is present as long as its session. A member that loses
 * its session while it waits to enter receives a
 * {@link io.github.zkspring.client.ZkSessionExpiredException}; one that loses it later
 * has left, from the view of the others.
 *
 * @since 0.1.0
 */
public interface ZkDoubleBarrier {

	/**
	 * Returns the path of the parent of the members; its payload names the members of the
	 * current round.
	 * @return the path
	 */
	String path();

	/**
	 * Waits until there are enough members, and enters with them.
	 * @param timeout the maximum time to wait
	 * @return whether this member has entered; {@code false} after the timeout, and then
	 * no other member has entered counting this one
	 * @throws IllegalStateException when this member has already entered
	 */
	boolean enter(Duration timeout);

	/**
	 * Leave, and wait until all members that entered with this one have left.
	 * @param timeout the maximum time to wait for the others
	 * @return whether all have left; {@code false} after the timeout, although this
	 * member has left
	 * @throws IllegalStateException when this member has not entered
	 */
	boolean leave(Duration timeout);

	/**
	 * Returns whether this member has entered and its session is still the same. Reads
	 * memory only.
	 * @return {@code true} between {@link #enter} and {@link #leave}
	 */
	boolean isParticipating();

}
