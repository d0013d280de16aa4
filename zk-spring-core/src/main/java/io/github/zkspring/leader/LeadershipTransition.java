package io.github.zkspring.leader;

/**
 * A leadership begins or ends.
 *
 * @param leadership the leadership
 * @param granted whether it begins
 */
record LeadershipTransition(HeldLeadership leadership, boolean granted) {

	/**
	 * What the application context is told.
	 * @return a {@link LeadershipGrantedEvent} or {@link LeadershipRevokedEvent}
	 */
	Object event() {
		return this.granted ? new LeadershipGrantedEvent(this.leadership.election(), this.leadership.token())
				: new LeadershipRevokedEvent(this.leadership.election(), this.leadership.token());
	}

	@Override
	public String toString() {
		return event().toString();
	}

}
