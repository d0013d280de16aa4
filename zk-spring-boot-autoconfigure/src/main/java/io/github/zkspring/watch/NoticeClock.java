package io.github.zkspring.watch;

/**
 * Remembers when the notification of the state in hand came.
 */
final class NoticeClock {

	private long noticed;

	private long arrived;

	/**
	 * A notification has come.
	 * @param nanoTime when, by the monotonic clock; {@code 0} to forget
	 */
	synchronized void noticed(long nanoTime) {
		this.noticed = nanoTime;
	}

	/**
	 * A state has come. It shows whatever was notified before.
	 */
	synchronized void arrived() {
		this.arrived = this.noticed;
		this.noticed = 0;
	}

	/**
	 * The notification of the state in hand.
	 * @return when it came, {@code 0} without
	 */
	synchronized long take() {
		long taken = this.arrived;
		this.arrived = 0;
		return taken;
	}

}
