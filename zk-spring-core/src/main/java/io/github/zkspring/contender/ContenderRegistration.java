package io.github.zkspring.contender;

/**
 * Describes a contender that joins a queue.
 *
 * @param queue the path of the queue, created where it is missing
 * @param id the id of the contender, which becomes part of the name and the data of its
 * znode
 * @param admission decides when the contender holds a grant
 * @param onSuspended what a lost connection does to the grant
 * @param participation how long the contender stays in the queue
 */
public record ContenderRegistration(String queue, String id, AdmissionPolicy admission, OnSuspended onSuspended,
		Participation participation) {

	boolean isOnce() {
		return this.participation != Participation.PERMANENT;
	}

	boolean isAttempt() {
		return this.participation == Participation.ATTEMPT;
	}

	/**
	 * How long a contender stays in the queue.
	 */
	public enum Participation {

		/**
		 * Until it withdraws. It joins again at the end when its znode is lost.
		 */
		PERMANENT,

		/**
		 * Until its first grant ends, for whatever reason.
		 */
		ONCE,

		/**
		 * As {@link #ONCE}, but it withdraws as soon as it would have to wait. Its
		 * position is reported when it is admitted, or when each of its blockers holds a
		 * grant or waits for one: other attempts may withdraw.
		 */
		ATTEMPT

	}

	/**
	 * Effect of a lost connection on a grant while the lease of the session is valid.
	 */
	public enum OnSuspended {

		/**
		 * The grant stays until the lease ends.
		 */
		HOLD,

		/**
		 * The grant ends at once.
		 */
		REVOKE

	}

}
