package io.github.zkspring.leader;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what an election does. Bodies are only counted once somebody wants to know:
 * their guard is measured in nanoseconds.
 */
final class ElectionCounts {

	private final LongAdder run = new LongAdder();

	private final LongAdder skipped = new LongAdder();

	private final LongAdder interrupted = new LongAdder();

	private volatile boolean counting;

	private long granted;

	private long revoked;

	private long ledNanos;

	private long leadsSince;

	void count() {
		this.counting = true;
	}

	void bodyRuns() {
		if (this.counting) {
			this.run.increment();
		}
	}

	void bodySkipped() {
		if (this.counting) {
			this.skipped.increment();
		}
	}

	void bodyInterrupted() {
		this.interrupted.increment();
	}

	synchronized void begin() {
		this.granted++;
		this.leadsSince = System.nanoTime();
	}

	synchronized void end() {
		this.revoked++;
		this.ledNanos += System.nanoTime() - this.leadsSince;
	}

	synchronized long granted() {
		return this.granted;
	}

	synchronized long revoked() {
		return this.revoked;
	}

	synchronized Duration led() {
		long present = (this.granted > this.revoked) ? System.nanoTime() - this.leadsSince : 0;
		return Duration.ofNanos(this.ledNanos + present);
	}

	long bodiesRun() {
		return this.run.sum();
	}

	long bodiesSkipped() {
		return this.skipped.sum();
	}

	long bodiesInterrupted() {
		return this.interrupted.sum();
	}

	/**
	 * The counts of an election, for those who ask.
	 *
	 * @param of the election
	 * @param counts its counts
	 */
	record View(LeaderElection of, ElectionCounts counts) implements ElectionStatistics {

		@Override
		public String election() {
			return this.of.name();
		}

		@Override
		public boolean isLeader() {
			return this.of.isLeader();
		}

		@Override
		public long granted() {
			return this.counts.granted();
		}

		@Override
		public long revoked() {
			return this.counts.revoked();
		}

		@Override
		public Duration led() {
			return this.counts.led();
		}

		@Override
		public long bodiesRun() {
			return this.counts.bodiesRun();
		}

		@Override
		public long bodiesSkipped() {
			return this.counts.bodiesSkipped();
		}

		@Override
		public long bodiesInterrupted() {
			return this.counts.bodiesInterrupted();
		}

	}

}
