package io.github.zkspring.watch;

import java.util.List;
import java.util.function.Supplier;

import io.github.zkspring.client.support.Listeners;
import org.jspecify.annotations.Nullable;

/**
 * All listeners as one, asked for with the first event.
 */
public class WatchListeners implements WatchListener {

	private final Supplier<List<WatchErrorListener>> source;

	private volatile @Nullable Known known;

	/**
	 * Create the listeners.
	 * @param source gives them, late: they may themselves need watches
	 */
	public WatchListeners(Supplier<List<WatchErrorListener>> source) {
		this.source = source;
	}

	private Known known() {
		Known present = this.known;
		if (present == null) {
			present = Known.of(this.source.get());
			this.known = present;
		}
		return present;
	}

	/**
	 * Whether somebody wants to hear of more than errors, so that it has to be measured.
	 * @return {@code true} when somebody does
	 */
	boolean isMeasuring() {
		return !known().all().isEmpty();
	}

	@Override
	public void failed(WatchError error) {
		known().errors().tell((listener) -> listener.failed(error));
	}

	@Override
	public void delivered(ZkWatch watch, WatchDelivery delivery) {
		known().all().tell((listener) -> listener.delivered(watch, delivery));
	}

	@Override
	public void ended(ZkWatch watch) {
		known().all().tell((listener) -> listener.ended(watch));
	}

	/**
	 * The listeners by what they want to hear of.
	 *
	 * @param errors hear of errors
	 * @param all hear of everything, and are among the others
	 */
	private record Known(Listeners<WatchErrorListener> errors, Listeners<WatchListener> all) {

		static Known of(List<WatchErrorListener> listeners) {
			Known known = new Known(new Listeners<>("watches"), new Listeners<>("watches"));
			for (WatchErrorListener listener : listeners) {
				known.errors.add(listener);
				if (listener instanceof WatchListener all) {
					known.all.add(all);
				}
			}
			return known;
		}

	}

}
