package io.github.zkspring.watch;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The failures in succession of one state.
 *
 * @param state the state
 * @param count how many
 * @param since when the first was, on the clock of {@link System#nanoTime()}
 */
record Failures(Object state, int count, long since) {

	static Failures of(Object state, @Nullable Failures before) {
		return (before != null) ? new Failures(state, before.count + 1, before.since)
				: new Failures(state, 1, System.nanoTime());
	}

	Duration elapsed() {
		return Duration.ofNanos(System.nanoTime() - this.since);
	}

}
