package io.github.zkspring.leader;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Statistics of an election in this instance. All methods read memory and may be called
 * from any thread.
 */
public final class ElectionStatistics {

	private final LeaderElection election;

	private final LongAdder bodiesRun = new LongAdder();

	private final LongAdder bodiesSkipped = new LongAdder();

	private final LongAdder bodiesInterrupted = new LongAdder();

	private long granted;

	private long revoked;

	private long ledNanos;

	private long leadsSince;

	ElectionStatistics(LeaderElection election) {
		this.election = election;
	}

	/**
	 * Returns the name of the election.
	 * @return the name
	 */
	public String election() {
		return this.election.name();
	}

	/**
	 * Tests whether this instance leads.
	 * @return {@code true} while it does
	 */
	public boolean isLeader() {
		return this.election.isLeader();
	}

	/**
	 * Returns how often this instance was granted leadership.
	 * @return the number of terms that began
	 */
	public synchronized long granted() {
		return this.granted;
	}

	/**
	 * Returns how often leadership of this instance ended, for whatever reason.
	 * @return the number of terms that ended
	 */
	public synchronized long revoked() {
		return this.revoked;
	}

	/**
	 * Returns how long this instance has led, including the current term.
	 * @return the sum of its terms
	 */
	public synchronized Duration led() {
		long current = (this.granted > this.revoked) ? System.nanoTime() - this.leadsSince : 0;
		return Duration.ofNanos(this.ledNanos + current);
	}

	/**
	 * Returns how many bodies of {@code @LeaderOnly} methods were executed.
	 * @return the number of bodies
	 */
	public long bodiesRun() {
		return this.bodiesRun.sum();
	}

	/**
	 * Returns how many calls of {@code @LeaderOnly} methods executed no body, because
	 * this instance did not lead.
	 * @return the number of calls
	 */
	public long bodiesSkipped() {
		return this.bodiesSkipped.sum();
	}

	/**
	 * Returns how many bodies were interrupted, because leadership ended during their
	 * execution.
	 * @return the number of bodies
	 */
	public long bodiesInterrupted() {
		return this.bodiesInterrupted.sum();
	}

	void bodyRun() {
		this.bodiesRun.increment();
	}

	void bodySkipped() {
		this.bodiesSkipped.increment();
	}

	void bodyInterrupted() {
		this.bodiesInterrupted.increment();
	}

	synchronized void termBegan() {
		this.granted++;
		this.leadsSince = System.nanoTime();
	}

	synchronized void termEnded() {
		this.revoked++;
		this.ledNanos += System.nanoTime() - this.leadsSince;
	}

}
