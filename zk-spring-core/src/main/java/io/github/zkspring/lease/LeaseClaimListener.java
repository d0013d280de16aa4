package io.github.zkspring.lease;

/**
 * Is told what came of claims for leases. Called on the thread that has claimed:
 * implementations count and return. One that throws is logged, and harms no lease.
 */
@FunctionalInterface
public interface LeaseClaimListener {

	/**
	 * A claim is over.
	 * @param lease the name in {@code @ZkLease}, or {@code programmatic} for
	 * {@link ZkLeases}
	 * @param outcome what came of it
	 */
	void claimed(String lease, Outcome outcome);

	/**
	 * What comes of a claim.
	 */
	enum Outcome {

		/**
		 * The lease was taken, or renewed.
		 */
		TAKEN,

		/**
		 * Somebody has it.
		 */
		REFUSED,

		/**
		 * It is not known: no server has answered, or it refuses.
		 */
		FAILED

	}

}
