package io.github.zkspring.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LockListeners}.
 */
class LockListenersTests {

	private final LockListeners listeners = new LockListeners();

	private final List<String> notifications = new ArrayList<>();

	@Test
	void notifiesOfTakenLock() {
		this.listeners.add(new Recorder());
		assertThat(this.listeners.measure("orders", Optional::empty)).isEmpty();
		assertThat(this.notifications).containsExactly("orders TAKEN");
	}

	@Test
	void notifiesOfFailure() {
		this.listeners.add(new Recorder());
		assertThatIllegalStateException().isThrownBy(() -> this.listeners.measure("orders", () -> {
			throw new IllegalStateException("a fault of this test");
		}));
		assertThat(this.notifications).containsExactly("orders FAILED");
	}

	@Test
	void toleratesFailingListener() {
		this.listeners.add(new Recorder() {

			@Override
			public void waited(String lock, Outcome outcome, Duration waited) {
				throw new IllegalStateException("a fault of this test");
			}

		});
		this.listeners.add(new Recorder());
		assertThat(this.listeners.measure("orders", Optional::empty)).isEmpty();
		assertThat(this.notifications).containsExactly("orders TAKEN");
	}

	private class Recorder implements LockListener {

		@Override
		public void waited(String lock, Outcome outcome, Duration waited) {
			assertThat(waited).isPositive();
			LockListenersTests.this.notifications.add(lock + " " + outcome);
		}

		@Override
		public void ended(String lock, boolean lost, Duration held) {
			LockListenersTests.this.notifications.add(lock + " ended");
		}

	}

}
