package io.github.zkspring.lease;

/**
 * Listener for claims of leases, for metrics. Called on the claiming thread:
 * implementations must not block. An exception is logged and affects no lease.
 */
@FunctionalInterface
public interface LeaseClaimListener {

	/**
	 * Callback for the end of a claim.
	 * @param lease the name in {@code @ZkLease}, or {@code programmatic} for
	 * {@link ZkLeases}
	 * @param outcome the outcome
	 */
	void claimed(String lease, Outcome outcome);

	/**
	 * The outcome of a claim.
	 */
	enum Outcome {

		/**
		 * The lease was taken or renewed.
		 */
		TAKEN,

		/**
		 * Another holder has the lease.
		 */
		REFUSED,

		/**
		 * Unknown: no server has answered, or the server refuses.
		 */
		FAILED

	}

}
