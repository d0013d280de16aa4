package io.github.zkspring.watch;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * All listeners as one, asked for with the first event. One that throws is logged.
 */
public class WatchListeners implements WatchListener {

	private static final Log logger = LogFactory.getLog(WatchListeners.class);

	private final Supplier<List<WatchErrorListener>> source;

	private volatile @Nullable List<WatchErrorListener> listeners;

	private volatile boolean measuring;

	/**
	 * Create the listeners.
	 * @param source gives them, late: they may themselves need watches
	 */
	public WatchListeners(Supplier<List<WatchErrorListener>> source) {
		this.source = source;
	}

	private List<WatchErrorListener> listeners() {
		List<WatchErrorListener> known = this.listeners;
		if (known == null) {
			known = List.copyOf(this.source.get());
			this.measuring = known.stream().anyMatch(WatchListener.class::isInstance);
			this.listeners = known;
		}
		return known;
	}

	/**
	 * Whether somebody wants to hear of more than errors, so that it has to be measured.
	 * @return {@code true} when somebody does
	 */
	boolean isMeasuring() {
		return !listeners().isEmpty() && this.measuring;
	}

	@Override
	public void failed(WatchError error) {
		tell(WatchErrorListener.class, (listener) -> listener.failed(error));
	}

	@Override
	public void delivered(ZkWatch watch, WatchDelivery delivery) {
		tell(WatchListener.class, (listener) -> listener.delivered(watch, delivery));
	}

	@Override
	public void ended(ZkWatch watch) {
		tell(WatchListener.class, (listener) -> listener.ended(watch));
	}

	private <L> void tell(Class<L> type, Consumer<L> event) {
		for (WatchErrorListener listener : listeners()) {
			if (type.isInstance(listener)) {
				try {
					event.accept(type.cast(listener));
				}
				catch (RuntimeException ex) {
					logger.error("A listener of watches failed", ex);
				}
			}
		}
	}

}
