package io.github.zkspring.mirror;

import java.time.Duration;

/**
 * How fast reads follow each other. A change that is read before the next one comes is
 * read at once. While one request shows several changes, a pause between requests has the
 * next one show more, and leaves the server to those who write. Guarded by the lock of
 * the mirror.
 */
class ReadPace {

	/** The shortest time from one request to the next while changes pile up. */
	static final Duration PAUSE = Duration.ofMillis(2);

	/** As many changes shown by a request are a pile. */
	private static final float MANY = 3;

	/** One request that shows very many must not be felt for long. */
	private static final int MOST = 16;

	/** The changes that a request has shown of late. */
	private float shown;

	private int counted;

	private long sentAt;

	/**
	 * Count changes that an answer shows.
	 * @param changes how many; first states are none
	 */
	void shown(int changes) {
		this.counted = Math.min(MOST, this.counted + Math.max(0, changes));
	}

	/**
	 * Take note of the end of an answer.
	 */
	void answered() {
		this.shown += (this.counted - this.shown) / 4;
		this.counted = 0;
	}

	void sent(long now) {
		this.sentAt = now;
	}

	/**
	 * How long to wait with the next request.
	 * @param now the time by {@link System#nanoTime()}
	 * @return the pause that is left in nanoseconds, 0 for none
	 */
	long pause(long now) {
		return (this.shown >= MANY) ? Math.max(0, this.sentAt + PAUSE.toNanos() - now) : 0;
	}

}
