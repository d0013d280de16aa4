package io.github.zkspring.mirror;

/**
 * Whether something has to be read again: what was reported, what is under way, and by
 * which kind of watch the next change will be reported. Guarded by the lock of the
 * mirror.
 */
abstract class ReadState extends StateFlags {

	private static final int MANY = 100;

	/** The zxid of the newest change that was reported. */
	private long reported;

	private byte failures;

	abstract boolean hasListeners();

	/**
	 * How new the known state is.
	 * @return the zxid of the change that made it; {@link Long#MAX_VALUE} for an absence,
	 * which no stat dates
	 */
	abstract long version();

	private boolean needsRead() {
		boolean watched = is(COVERED | ARMED);
		return hasListeners() && (is(DIRTY) || !watched || version() < this.reported);
	}

	/**
	 * Enter the queue, unless there is nothing to read, or a read is waiting or under
	 * way.
	 * @return whether to
	 */
	boolean enqueue() {
		boolean enqueue = !is(QUEUED | READING | REFUSED) && needsRead();
		set(QUEUED, enqueue || is(QUEUED));
		return enqueue;
	}

	/**
	 * A read leaves the queue.
	 * @return {@code false} when there is nothing to read any more
	 */
	boolean taken() {
		set(QUEUED, false);
		boolean needed = needsRead();
		set(READING, needed);
		if (needed) {
			set(RESYNCING, is(RESYNC));
			set(RESYNC, false);
			set(DIRTY, false);
		}
		return needed;
	}

	/**
	 * An answer was taken.
	 * @return whether to read once more
	 */
	boolean finished() {
		set(READING, false);
		boolean again = !is(REFUSED) && needsRead();
		set(QUEUED, again);
		return again;
	}

	/**
	 * No answer came: the read has to be repeated.
	 * @param suspect whether the answer itself may have cost the connection
	 */
	void repeat(boolean suspect) {
		set(DIRTY, true);
		set(RESYNC, is(RESYNC | RESYNCING));
		if (suspect) {
			set(SUSPECT, true);
			this.failures = (byte) Math.min(this.failures + 1, MANY);
		}
	}

	/**
	 * A watch reports a change, and is used up when it was one-shot.
	 * @param zxid its zxid, -1 when the server does not say
	 */
	void report(long zxid) {
		set(ARMED, false);
		this.reported = Math.max(this.reported, zxid);
		if (zxid <= 0 || version() == Long.MAX_VALUE) {
			set(DIRTY, true);
		}
	}

	/**
	 * A connection begins.
	 * @param watchesGone whether the watches of the last one are
	 * @param covered whether a recursive watch reports this path
	 */
	void reconnect(boolean watchesGone, boolean covered) {
		if (is(READING)) {
			repeat(true);
		}
		set(QUEUED | READING | REFUSED | RESYNCING, false);
		setCovered(covered);
		set(ARMED, is(ARMED) && !watchesGone);
		if (is(COVERED) || watchesGone) {
			set(DIRTY | RESYNC, true);
		}
	}

	/**
	 * Trust neither what is known nor the one-shot watch.
	 */
	void distrust() {
		set(ARMED, false);
		set(DIRTY | RESYNC, true);
	}

	void setCovered(boolean covered) {
		set(COVERED, covered);
	}

	/**
	 * Read no more until {@link #retry()}.
	 * @return how often in a row
	 */
	int pause() {
		set(DIRTY | REFUSED, true);
		set(RESYNC, is(RESYNC | RESYNCING));
		this.failures = (byte) Math.min(this.failures + 1, MANY);
		return this.failures;
	}

	void retry() {
		set(REFUSED, false);
	}

	/**
	 * Take note of an answer that gives the state.
	 */
	void settled() {
		set(INITIALISED, true);
		trusted();
	}

	/**
	 * Take note of a size that is no risk.
	 */
	void trusted() {
		set(SUSPECT | REJECTED, false);
		this.failures = 0;
	}

	/**
	 * Read again as if nothing had happened.
	 */
	void unsuspect() {
		set(SUSPECT, false);
	}

	/**
	 * Take note that the state on the server is too large, until the next change.
	 */
	void rejected() {
		set(REJECTED, true);
		set(SUSPECT, false);
		this.reported = 0;
	}

	/**
	 * Take note that the read has set a watch.
	 * @param arms whether it has
	 */
	void armed(boolean arms) {
		set(ARMED, arms || is(ARMED));
	}

	/**
	 * Take note that nothing newer was reported than what an answer showed.
	 */
	void upToDate() {
		this.reported = 0;
	}

	/**
	 * Whether this is the answer to the first read since notifications may have been
	 * missed.
	 * @return {@code true} once a connection
	 */
	boolean endsResync() {
		boolean resync = is(RESYNCING);
		set(RESYNCING, false);
		return resync;
	}

	boolean isResync() {
		return is(RESYNCING);
	}

	int failures() {
		return this.failures;
	}

}
