package io.github.zkspring.watch;

/**
 * Listener for the deliveries, errors and ends of all watches. Register it as a bean.
 * Called on the thread that ran the target, after it: implementations return soon.
 * Exceptions are logged and do not affect the watch.
 */
public interface WatchListener extends WatchErrorListener {

	/**
	 * Called after each call of the target of a watch.
	 * @param watch the watch
	 * @param delivery the call
	 */
	default void delivered(ZkWatch watch, WatchDelivery delivery) {
	}

	/**
	 * Called when a watch has ended.
	 * @param watch the watch
	 */
	default void ended(ZkWatch watch) {
	}

	@Override
	default void failed(WatchError error) {
	}

}
