package io.github.zkspring.faults;

import java.time.Duration;

/**
 * Time limits between the servers of an ensemble, in ticks.
 *
 * @param initLimit how long a follower may take to follow
 * @param syncLimit how long a server may stay silent before the others give it up
 */
public record QuorumLimits(int initLimit, int syncLimit) {

	/**
	 * Two seconds: the ensemble drops a silent server before a usual session expires.
	 */
	public static final QuorumLimits SHORT = new QuorumLimits(20, 4);

	/**
	 * Eight seconds: a session of a few seconds ends long before a server that is cut
	 * from the others stops to serve.
	 */
	public static final QuorumLimits LONG = new QuorumLimits(20, 16);

	/**
	 * Returns how long a server that is cut from the others continues to serve its
	 * clients.
	 * @return the time
	 */
	public Duration patience() {
		return ZooKeeperProcess.TICK.multipliedBy(this.syncLimit);
	}

}
