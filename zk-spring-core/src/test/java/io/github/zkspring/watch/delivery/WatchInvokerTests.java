package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.zkspring.client.support.CallObserver;
import io.github.zkspring.client.support.Listeners;
import io.github.zkspring.mirror.ZnodeSnapshot;
import io.github.zkspring.watch.WatchDelivery;
import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchErrorListener;
import io.github.zkspring.watch.WatchListener;
import io.github.zkspring.watch.ZkWatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for the listeners of a {@link WatchInvoker}.
 */
class WatchInvokerTests {

	private final DefaultZkWatch<?, Object> watch = mock();

	private final WatchError error = new WatchError("limits", "/limits", null, WatchError.Kind.METHOD,
			new IllegalStateException());

	private final List<String> heard = new ArrayList<>();

	@BeforeEach
	void define() {
		given(this.watch.counters()).willReturn(mock());
		given(this.watch.definition()).willReturn(new DefaultZkWatch.Definition("limits", "/limits", ZkWatch.Kind.DATA,
				Duration.ZERO, (failed) -> this.heard.add("handled")));
	}

	@Test
	void notifiesListenersOfTheirEvents() {
		WatchInvoker<Object> invoker = invoker((failed) -> this.heard.add("error"), new Recorder());
		ZnodeSnapshot state = new ZnodeSnapshot("/limits", null, null);
		invoker.invoke(this.watch, "event", new PendingState.Change<>(state, null, null));
		invoker.handle(this.watch, this.error);
		invoker.ended(this.watch);
		assertThat(this.heard).containsExactly("invoked", "delivered", "error", "failed", "handled", "ended");
	}

	@Test
	void notifiesOtherListenersWhenOneThrows() {
		WatchInvoker<Object> invoker = invoker((failed) -> {
			throw new IllegalStateException("a fault of this test");
		}, new Recorder());
		invoker.handle(this.watch, this.error);
		assertThat(this.heard).containsExactly("failed", "handled");
	}

	private WatchInvoker<Object> invoker(WatchErrorListener... added) {
		Listeners<WatchErrorListener> listeners = new Listeners<>("watches");
		Stream.of(added).forEach(listeners::add);
		return new WatchInvoker<>(() -> listeners, CallObserver.none(), (event) -> this.heard.add("invoked"));
	}

	private final class Recorder implements WatchListener {

		@Override
		public void delivered(ZkWatch watch, WatchDelivery delivery) {
			WatchInvokerTests.this.heard.add("delivered");
		}

		@Override
		public void failed(WatchError error) {
			WatchInvokerTests.this.heard.add("failed");
		}

		@Override
		public void ended(ZkWatch watch) {
			WatchInvokerTests.this.heard.add("ended");
		}

	}

}
