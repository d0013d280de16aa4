package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.zkspring.watch.WatchDelivery;
import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchListener;
import io.github.zkspring.watch.ZkWatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link WatchListeners}.
 */
class WatchListenersTests {

	private final ZkWatch watch = mock();

	private final WatchDelivery delivery = new WatchDelivery(false, Duration.ofMillis(1), null, 0);

	private final WatchError error = new WatchError("limits", "/limits", null, WatchError.Kind.METHOD,
			new IllegalStateException());

	private final List<String> heard = new ArrayList<>();

	@Test
	void measuresOnlyWithListenerForDeliveries() {
		assertThat(new WatchListeners(List::of).isMeasuring()).isFalse();
		assertThat(new WatchListeners(() -> List.of((failed) -> this.heard.add("failed"))).isMeasuring()).isFalse();
		assertThat(new WatchListeners(() -> List.of(new Recorder())).isMeasuring()).isTrue();
	}

	@Test
	void notifiesListenersOfTheirEvents() {
		WatchListeners listeners = new WatchListeners(
				() -> List.of((failed) -> this.heard.add("error"), new Recorder()));
		listeners.delivered(this.watch, this.delivery);
		listeners.failed(this.error);
		listeners.ended(this.watch);
		assertThat(this.heard).containsExactly("delivered", "error", "failed", "ended");
	}

	@Test
	void notifiesOtherListenersWhenOneThrows() {
		WatchListeners listeners = new WatchListeners(() -> List.of((failed) -> {
			throw new IllegalStateException("a fault of this test");
		}, new Recorder()));
		listeners.failed(this.error);
		assertThat(this.heard).containsExactly("failed");
	}

	private final class Recorder implements WatchListener {

		@Override
		public void delivered(ZkWatch watch, WatchDelivery delivery) {
			WatchListenersTests.this.heard.add("delivered");
		}

		@Override
		public void failed(WatchError error) {
			WatchListenersTests.this.heard.add("failed");
		}

		@Override
		public void ended(ZkWatch watch) {
			WatchListenersTests.this.heard.add("ended");
		}

	}

}
