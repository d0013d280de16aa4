package io.github.zkspring.leader;

/**
 * Tells the application about the transitions of one election.
 */
interface TransitionHandler {

	/**
	 * Tell about a transition, and return when everybody was told.
	 * @param transition the transition
	 */
	void handle(LeadershipTransition transition);

	/**
	 * Whether the next leader has to wait for the handlers of this one's end.
	 * @return {@code true} when there are methods to call
	 */
	boolean isAwaited();

}
