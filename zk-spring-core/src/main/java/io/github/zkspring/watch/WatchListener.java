package io.github.zkspring.watch;

/**
 * Is told what watches deliver. A bean of this type hears of all watches. Called on the
 * thread that ran the user's code, after it: implementations count and return. One that
 * throws is logged, and harms no watch.
 */
public interface WatchListener extends WatchErrorListener {

	/**
	 * The user's code was called.
	 * @param watch the watch
	 * @param delivery what was delivered
	 */
	default void delivered(ZkWatch watch, WatchDelivery delivery) {
	}

	/**
	 * A watch has ended.
	 * @param watch the watch
	 */
	default void ended(ZkWatch watch) {
	}

	@Override
	default void failed(WatchError error) {
	}

}
