package io.github.zkspring.faults;

import java.time.Duration;

/**
 * How patient the servers of an ensemble are with each other, in ticks.
 *
 * @param initLimit how long a follower may take to follow
 * @param syncLimit how long a server may stay silent before the others give it up
 */
public record QuorumLimits(int initLimit, int syncLimit) {

	/**
	 * Two seconds: a silent server is given up before a usual session ends.
	 */
	public static final QuorumLimits SHORT = new QuorumLimits(20, 4);

	/**
	 * Eight seconds: a session of a few seconds ends long before a server that is cut
	 * from the others stops to serve.
	 */
	public static final QuorumLimits LONG = new QuorumLimits(20, 16);

	/**
	 * How long a server that is cut from the others goes on to serve its clients.
	 * @return the time
	 */
	public Duration patience() {
		return ZooKeeperProcess.TICK.multipliedBy(this.syncLimit);
	}

}
