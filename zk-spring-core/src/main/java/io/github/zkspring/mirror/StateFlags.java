package io.github.zkspring.mirror;

/**
 * What is to be remembered of one state besides the state itself, as bits: there may be
 * tens of thousands. Guarded by the lock of the mirror.
 */
abstract class StateFlags {

	/** Something is known, absence included. */
	static final int INITIALISED = 1;

	static final int QUEUED = 1 << 1;

	static final int READING = 1 << 2;

	/** Has to be read, whatever the zxids say. */
	static final int DIRTY = 1 << 3;

	/** A one-shot watch is set. */
	static final int ARMED = 1 << 4;

	/** A recursive watch reports this path. */
	static final int COVERED = 1 << 5;

	/** Waits after a refusal. */
	static final int REFUSED = 1 << 6;

	/** The last read may have cost the connection. */
	static final int SUSPECT = 1 << 7;

	/** The state on the server is not taken, by its size. */
	static final int REJECTED = 1 << 8;

	/** The next read is the first since notifications may have been missed. */
	static final int RESYNC = 1 << 9;

	/** The read under way is. */
	static final int RESYNCING = 1 << 10;

	private short flags = DIRTY;

	boolean isInitialised() {
		return is(INITIALISED);
	}

	boolean isArmed() {
		return is(ARMED);
	}

	boolean isCovered() {
		return is(COVERED);
	}

	boolean isReading() {
		return is(READING);
	}

	boolean isBusy() {
		return is(QUEUED | READING);
	}

	/**
	 * Whether the size is asked for before the next read, whatever else is known.
	 * @return {@code true} after it was too large, or may have been
	 */
	boolean isRisky() {
		return is(SUSPECT | REJECTED);
	}

	/**
	 * Whether the server may have a newer state than the one known.
	 * @param verified whether one-shot watches have caught up
	 * @return {@code true} while not in sync
	 */
	boolean isStale(boolean verified) {
		return !is(INITIALISED) || isBusy() || is(REFUSED | REJECTED) || (!verified && !is(COVERED));
	}

	boolean is(int any) {
		return (this.flags & any) != 0;
	}

	void set(int which, boolean on) {
		this.flags = (short) (on ? this.flags | which : this.flags & ~which);
	}

}
