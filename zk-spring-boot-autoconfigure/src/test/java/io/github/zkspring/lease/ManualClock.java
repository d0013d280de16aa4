package io.github.zkspring.lease;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that tests advance.
 */
class ManualClock extends Clock {

	private volatile Instant now = Instant.ofEpochSecond(10);

	private volatile Runnable next = () -> {
	};

	/**
	 * Run an action once, after the next read of the clock.
	 */
	void atNextReading(Runnable action) {
		this.next = action;
	}

	void forward(Duration time) {
		this.now = this.now.plus(time);
	}

	@Override
	public Instant instant() {
		Instant read = this.now;
		Runnable action = this.next;
		this.next = () -> {
		};
		action.run();
		return read;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

}
