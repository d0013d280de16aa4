package io.github.zkspring.watch;

import java.util.function.Consumer;

/**
 * What a watch tells of itself.
 */
@FunctionalInterface
interface WatchObserver {

	/**
	 * The watch has ended.
	 * @param watch the watch
	 */
	void ended(ZkWatch watch);

	/**
	 * Whether deliveries are measured.
	 * @return {@code true} when somebody wants to hear of them
	 */
	default boolean isMeasuring() {
		return false;
	}

	/**
	 * The user's code was called.
	 * @param watch the watch
	 * @param delivery what was delivered
	 */
	default void delivered(ZkWatch watch, WatchDelivery delivery) {
	}

	/**
	 * Tells the listeners, and somebody else of ends.
	 * @param listeners the listeners
	 * @param ended is told of ends first
	 * @return the observer
	 */
	static WatchObserver of(WatchListeners listeners, Consumer<ZkWatch> ended) {
		return new WatchObserver() {

			@Override
			public void ended(ZkWatch watch) {
				ended.accept(watch);
				listeners.ended(watch);
			}

			@Override
			public boolean isMeasuring() {
				return listeners.isMeasuring();
			}

			@Override
			public void delivered(ZkWatch watch, WatchDelivery delivery) {
				listeners.delivered(watch, delivery);
			}

		};
	}

}
