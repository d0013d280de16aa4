package io.github.zkspring.mirror;

import java.util.List;

/**
 * What a recursive watch stands for, as far as reading all of it is concerned.
 *
 * @param znodes how many states there are
 * @param singles how many of them cannot share a request
 * @param bytes what the answers are expected to have
 * @param writes grows with every change that the states show, and nearly always by one
 * @param busy whether a read of one of them waits or is under way
 */
record Crowd(int znodes, int singles, long bytes, long writes, boolean busy) {

	/** As many are read in a request or two. */
	private static final int MOST = ReadLimits.BATCH + 24;

	private static final int MOST_SINGLES = 8;

	/** Fewer notifications a second are taken for what they are. */
	static final int STORM = 8000;

	/**
	 * A notification costs as much processor time, server and client together, as thirty
	 * to forty reads in a crowd.
	 */
	private static final int READS_PER_NOTIFICATION = 25;

	static Crowd of(List<MirroredState<?>> states, ReadLimits limits) {
		int alone = 0;
		long length = 0;
		long versions = 0;
		boolean reading = false;
		for (MirroredState<?> state : states) {
			alone += state.isBatchable(true) ? 0 : 1;
			length += state.cost(limits);
			versions += state.writes();
			reading |= state.isBusy();
		}
		return new Crowd(states.size(), alone, length, versions, reading);
	}

	/**
	 * Whether reading all again and again takes a request or two each time.
	 * @return {@code true} when it may be done
	 */
	boolean isPollable() {
		return this.znodes <= MOST && this.singles <= MOST_SINGLES && this.bytes <= ReadLimits.BATCH_BYTES;
	}

	/**
	 * The notifications per second that cost more than reading everything in each period
	 * instead.
	 * @return a rate
	 */
	int worthwhile() {
		long perPeriod = this.znodes / READS_PER_NOTIFICATION;
		return (int) Math.max(STORM, perPeriod * 1000 / Storm.PERIOD.toMillis());
	}

}
