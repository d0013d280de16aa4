package io.github.zkspring.mirror;

import java.time.Duration;

/**
 * Decides when reads may be sent: not while subscriptions are gathered that are to be
 * read together, and not faster than one request every two milliseconds while each answer
 * shows several changes. The next answer then shows more of them, and the server has more
 * time for writers. A change that is read before the next one happens is read at once.
 * Guarded by the lock of the mirror.
 */
class ReadThrottle {

	/** The shortest time between two requests while changes pile up. */
	static final Duration PAUSE = Duration.ofMillis(2);

	/** Changes per answer from which on requests are delayed. */
	private static final float MANY_CHANGES = 3;

	/** Limits the effect of a single answer. */
	private static final int MAX_COUNTED = 16;

	private final MirrorConnection connection;

	private final Runnable opened;

	/** The moving average of the changes that an answer shows. */
	private float changesPerAnswer;

	private int counted;

	private long sentAt;

	private boolean pausing;

	private int gathering;

	/**
	 * Creates a throttle.
	 * @param connection times the pauses
	 * @param opened called at the end of a pause
	 */
	ReadThrottle(MirrorConnection connection, Runnable opened) {
		this.connection = connection;
		this.opened = opened;
	}

	/**
	 * Begins to gather subscriptions. Calls can be nested.
	 */
	void beginGathering() {
		this.gathering++;
	}

	void endGathering() {
		this.gathering--;
	}

	boolean isGathering() {
		return this.gathering > 0;
	}

	/**
	 * Counts changes that an answer shows.
	 * @param changes the number of changes, 0 for a first state
	 */
	void changesSeen(int changes) {
		this.counted = Math.min(MAX_COUNTED, this.counted + Math.max(0, changes));
	}

	/**
	 * Records the end of an answer.
	 */
	void answered() {
		this.changesPerAnswer += (this.counted - this.changesPerAnswer) / 4;
		this.counted = 0;
	}

	void sent(long now) {
		this.sentAt = now;
	}

	/**
	 * Returns whether the pause after the last request is over. If it is not, the end of
	 * it is reported to the callback.
	 * @param now the time by {@link System#nanoTime()}
	 * @return {@code true} when reads may be sent
	 */
	boolean isOpen(long now) {
		long pause = (this.changesPerAnswer >= MANY_CHANGES) ? this.sentAt + PAUSE.toNanos() - now : 0;
		if (pause > 0 && !this.pausing) {
			this.pausing = true;
			this.connection.later(Duration.ofNanos(pause), () -> {
				this.pausing = false;
				this.opened.run();
			});
		}
		return pause <= 0;
	}

	/**
	 * Begins a new connection: timers of the last one have no effect.
	 */
	void reset() {
		this.pausing = false;
	}

}
