package io.github.zkspring.leader;

import java.time.Duration;

/**
 * What became of an election in this instance so far. Reads memory, from any thread.
 */
public interface ElectionStatistics {

	/**
	 * The election.
	 * @return its name
	 */
	String election();

	/**
	 * Whether this instance leads.
	 * @return {@code true} while it does
	 */
	boolean isLeader();

	/**
	 * How often this instance was granted leadership.
	 * @return the number of terms that began
	 */
	long granted();

	/**
	 * How often leadership ended, whatever ended it.
	 * @return the number of terms that are over
	 */
	long revoked();

	/**
	 * How long this instance has led, the present term included.
	 * @return the sum of its terms
	 */
	Duration led();

	/**
	 * How many bodies of {@code @LeaderOnly} methods have run.
	 * @return their number, counted from the first look at the statistics on
	 */
	long bodiesRun();

	/**
	 * How many calls of {@code @LeaderOnly} methods came to no body, because this
	 * instance did not lead.
	 * @return their number, counted from the first look at the statistics on
	 */
	long bodiesSkipped();

	/**
	 * How many bodies were interrupted, because leadership ended while they ran.
	 * @return their number
	 */
	long bodiesInterrupted();

}
