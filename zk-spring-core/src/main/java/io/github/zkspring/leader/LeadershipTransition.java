package io.github.zkspring.leader;

/**
 * The beginning or the end of a leadership.
 *
 * @param leadership the leadership
 * @param granted whether it begins
 */
record LeadershipTransition(HeldLeadership leadership, boolean granted) {

	/**
	 * Returns the application event for the transition.
	 * @return a {@link LeadershipGrantedEvent} or {@link LeadershipRevokedEvent}
	 */
	Object event() {
		return this.granted ? new LeadershipGrantedEvent(this.leadership.election(), this.leadership.token())
				: new LeadershipRevokedEvent(this.leadership.election(), this.leadership.token());
	}

}
