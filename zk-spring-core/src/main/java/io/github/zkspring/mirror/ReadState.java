package io.github.zkspring.mirror;

/**
 * Tracks whether a state has to be read again: which changes were reported, what is
 * queued or under way, and which kind of watch reports the next change. Guarded by the
 * lock of the mirror.
 */
final class ReadState {

	/** The repetitions without a change from which on reads are paced. */
	private static final int MANY_REPETITIONS = 8;

	/** The zxid of the newest change reported since the last read began. */
	private long reported;

	/** The reads in a row that showed no change and were followed by another read. */
	private int repetitions;

	private int failures;

	/** The length that a stat request announced, 0 when unknown. */
	private int announcedLength;

	private Phase phase = Phase.IDLE;

	/** Whether the state has to be read regardless of the zxids. */
	private boolean dirty = true;

	/** Whether a one-shot watch is set. */
	private boolean armed;

	/** Whether a recursive watch reports this path. */
	private boolean covered;

	/** Whether the last read may have cost the connection. */
	private boolean suspect;

	/** Whether the state on the server is too large to be read. */
	private boolean rejected;

	/** Whether the next read is the first since events may have been missed. */
	private boolean resyncRequired;

	/** Whether the last read is the first since events may have been missed. */
	private boolean resyncing;

	/**
	 * Returns whether the server may have a newer state than the known one.
	 * @param version the zxid of the known state, {@link Long#MAX_VALUE} for an absence
	 * @return {@code true} if a read is needed
	 */
	boolean needsRead(long version) {
		return this.dirty || !isWatched() || version < this.reported;
	}

	boolean isWatched() {
		return this.covered || this.armed;
	}

	boolean isArmed() {
		return this.armed;
	}

	boolean isCovered() {
		return this.covered;
	}

	void setCovered(boolean covered) {
		this.covered = covered;
	}

	boolean isIdle() {
		return this.phase == Phase.IDLE;
	}

	boolean isReading() {
		return this.phase == Phase.READING;
	}

	void queued() {
		this.phase = Phase.QUEUED;
	}

	/**
	 * Records that the read leaves the queue.
	 * @param needed whether it is sent
	 */
	void begin(boolean needed) {
		this.phase = needed ? Phase.READING : Phase.IDLE;
		if (needed) {
			this.resyncing = this.resyncRequired;
			this.resyncRequired = false;
			this.dirty = false;
			// the answer shows these changes, or belongs to another history
			this.reported = 0;
		}
	}

	/**
	 * Records that the answer was processed, unless the next read has to wait.
	 */
	void end() {
		if (this.phase == Phase.READING) {
			this.phase = Phase.IDLE;
		}
	}

	/**
	 * Records whether an answer that another read follows at once has shown a change.
	 * @param changed whether the state has changed
	 * @return {@code true} if the next read has to wait, since too many reads in a row
	 * showed no change
	 */
	boolean isPaced(boolean changed) {
		this.repetitions = changed ? 0 : this.repetitions + 1;
		return this.repetitions >= MANY_REPETITIONS;
	}

	void settled() {
		this.repetitions = 0;
	}

	/**
	 * Stops reading until {@link #retry()} without a failure.
	 */
	void pause() {
		this.phase = Phase.BACKING_OFF;
	}

	/**
	 * Requires the same read again.
	 */
	void repeat() {
		this.dirty = true;
		this.resyncRequired |= this.resyncing;
	}

	/**
	 * Requires the same read again because no answer arrived.
	 * @param suspected whether the answer itself may have cost the connection
	 */
	void lost(boolean suspected) {
		repeat();
		if (suspected) {
			this.suspect = true;
			this.failures++;
		}
	}

	/**
	 * Records a change that a watch reports. A one-shot watch is used up by it.
	 * @param zxid the zxid of the change, -1 when the server does not send it
	 * @param absent whether the known state is an absence, which has no zxid
	 */
	void report(long zxid, boolean absent) {
		this.armed = false;
		this.reported = Math.max(this.reported, zxid);
		this.dirty |= zxid <= 0 || absent;
	}

	/**
	 * Begins a new connection.
	 * @param watchesLost whether the watches of the last connection are lost
	 */
	void reconnect(boolean watchesLost) {
		if (this.phase == Phase.READING) {
			lost(true);
		}
		this.phase = Phase.IDLE;
		this.armed &= !watchesLost;
		if (this.covered || watchesLost) {
			this.dirty = true;
			this.resyncRequired = true;
		}
	}

	/**
	 * Requires a read that trusts neither the known state nor the one-shot watch. A read
	 * that is under way already does not count.
	 */
	void requireResync() {
		this.armed = false;
		this.dirty = true;
		this.resyncRequired = true;
	}

	/**
	 * Stops reading until {@link #retry()}.
	 * @return the number of failures in a row
	 */
	int backOff() {
		repeat();
		this.phase = Phase.BACKING_OFF;
		this.failures++;
		return this.failures;
	}

	void retry() {
		this.phase = Phase.IDLE;
	}

	/**
	 * Records that the read succeeded.
	 */
	void succeeded() {
		this.suspect = false;
		this.rejected = false;
		this.failures = 0;
		this.announcedLength = 0;
	}

	/**
	 * Records the length that a stat request found: the data itself is still to be read.
	 * @param length the length in bytes
	 */
	void announced(int length) {
		succeeded();
		this.announcedLength = Math.max(1, length);
		repeat();
	}

	int announcedLength() {
		return this.announcedLength;
	}

	void clearSuspicion() {
		this.suspect = false;
	}

	/**
	 * Records that the state on the server is too large, until the next change.
	 * @param zxid the zxid of the rejected state
	 */
	void reject(long zxid) {
		this.rejected = true;
		this.suspect = false;
		if (this.reported <= zxid) {
			this.reported = 0;
		}
	}

	void armed() {
		this.armed = true;
	}

	/**
	 * Records that an answer shows everything that was reported.
	 */
	void upToDate() {
		this.reported = 0;
	}

	/**
	 * Returns whether the read is the first since events may have been missed.
	 * @return {@code true} for a resync
	 */
	boolean isResync() {
		return this.resyncing;
	}

	/**
	 * Returns whether the size has to be checked before the next read, because the state
	 * was or may have been too large.
	 * @return {@code true} to ask for the stat first
	 */
	boolean isRisky() {
		return this.suspect || this.rejected;
	}

	int failures() {
		return this.failures;
	}

	/**
	 * Returns whether the server may have a newer state than a known one.
	 * @param verified whether the one-shot watches of the connection have caught up
	 * @return {@code true} while not in sync
	 */
	boolean isStale(boolean verified) {
		return this.phase != Phase.IDLE || this.rejected || (!verified && !this.covered);
	}

	/**
	 * The phase of the read.
	 */
	private enum Phase {

		IDLE, QUEUED, READING, BACKING_OFF

	}

}
