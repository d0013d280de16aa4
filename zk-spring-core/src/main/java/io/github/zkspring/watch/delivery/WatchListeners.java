package io.github.zkspring.watch.delivery;

import java.util.List;
import java.util.function.Supplier;

import io.github.zkspring.client.support.Listeners;
import io.github.zkspring.watch.WatchDelivery;
import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchErrorListener;
import io.github.zkspring.watch.WatchListener;
import io.github.zkspring.watch.ZkWatch;
import org.jspecify.annotations.Nullable;

/**
 * Notifies all listeners of the application. The listeners are looked up with the first
 * event.
 * <p>
 * Internal, not part of the API for applications.
 */
public class WatchListeners implements WatchListener {

	private final Supplier<List<WatchErrorListener>> source;

	private volatile @Nullable Known known;

	/**
	 * Creates the listeners.
	 * @param source returns the listeners; called late, since they may use watches
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
	 * Returns whether a listener receives deliveries, which are only measured then.
	 * @return {@code true} if there is a {@link WatchListener}
	 */
	boolean isMeasuring() {
		return !known().all().isEmpty();
	}

	@Override
	public void failed(WatchError error) {
		known().errors().notifyListeners((listener) -> listener.failed(error));
	}

	@Override
	public void delivered(ZkWatch watch, WatchDelivery delivery) {
		known().all().notifyListeners((listener) -> listener.delivered(watch, delivery));
	}

	@Override
	public void ended(ZkWatch watch) {
		known().all().notifyListeners((listener) -> listener.ended(watch));
	}

	/**
	 * The listeners by the events that they receive.
	 *
	 * @param errors all listeners, which receive errors
	 * @param all those that receive every event
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
