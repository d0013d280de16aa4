package io.github.zkspring.mirror;

import java.time.Duration;

/**
 * Says when reads may be sent: at the {@link ReadPace}, and not while subscriptions are
 * gathered that are to be read together. Guarded by the lock of the mirror.
 */
class ReadGate {

	private final MirrorLink link;

	private final Runnable opened;

	private final ReadPace pace = new ReadPace();

	private boolean pausing;

	private int gathering;

	/**
	 * Create a gate.
	 * @param link times the pauses
	 * @param opened called at the end of a pause
	 */
	ReadGate(MirrorLink link, Runnable opened) {
		this.link = link;
		this.opened = opened;
	}

	ReadPace pace() {
		return this.pace;
	}

	/**
	 * Begin to gather, or end it; it is over when as many calls have ended it as begun.
	 * @param begin whether to begin
	 */
	void gather(boolean begin) {
		this.gathering += begin ? 1 : -1;
	}

	boolean isGathering() {
		return this.gathering > 0;
	}

	/**
	 * Whether the pause since the last request is over. If not, the end of it is told.
	 * @param now the time by {@link System#nanoTime()}
	 * @return {@code true} when reads may be sent
	 */
	boolean isOpen(long now) {
		long pause = this.pace.pause(now);
		if (pause > 0 && !this.pausing) {
			this.pausing = true;
			this.link.later(Duration.ofNanos(pause), () -> {
				this.pausing = false;
				this.opened.run();
			});
		}
		return pause == 0;
	}

	/**
	 * A connection begins: timers of the last one do nothing.
	 */
	void reset() {
		this.pausing = false;
	}

}
