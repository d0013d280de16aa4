package io.github.zkspring.recipe;

import java.time.Duration;

/**
 * A member of a double barrier: members enter together when there are enough, and leave
 * together when all who entered have finished. Then the next ones may enter; more than
 * enough members wait for the next round. Used by one thread at a time. How waits end and
 * what is thrown: {@link ZkRecipes}.
 *
 * <p>
 * <b>Session loss.</b> A member is there as long as its session. Who loses it while it
 * waits to enter gets a {@link io.github.zkspring.client.ZkSessionExpiredException}; who
 * loses it later has left, as far as the others are concerned.
 *
 * @since 0.1.0
 */
public interface ZkDoubleBarrier {

	/**
	 * The parent of the members; its payload names those of the present round.
	 * @return its path
	 */
	String path();

	/**
	 * Wait until there are enough members, and enter with them.
	 * @param timeout how long to wait at most
	 * @return whether this member is in; {@code false} when the time is over, and then no
	 * other one has entered counting on this one
	 * @throws IllegalStateException when this member is in already
	 */
	boolean enter(Duration timeout);

	/**
	 * Leave, and wait until all have left who have entered with this member.
	 * @param timeout how long to wait for the others at most
	 * @return whether all have left; {@code false} when the time is over, this member has
	 * left all the same
	 * @throws IllegalStateException when this member is not in
	 */
	boolean leave(Duration timeout);

	/**
	 * Whether this member is in, and its session the one it has entered with. Reads
	 * memory.
	 * @return {@code true} between {@link #enter} and {@link #leave}
	 */
	boolean isParticipating();

}
