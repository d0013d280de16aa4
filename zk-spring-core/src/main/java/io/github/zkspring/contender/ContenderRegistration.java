package io.github.zkspring.contender;

/**
 * Describes a contender that joins a queue.
 *
 * @param queue the path of the queue, created where it is missing
 * @param id the id of the contender, which becomes part of the name and the data of its
 * znode
 * @param admission decides when the contender holds a grant
 * @param onSuspended what a lost connection does to the grant
 * @param once whether the contender withdraws when its first grant ends, for whatever
 * reason; otherwise it stays in the queue, and joins again at the end when its znode is
 * lost
 */
public record ContenderRegistration(String queue, String id, AdmissionPolicy admission, OnSuspended onSuspended,
		boolean once) {

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
