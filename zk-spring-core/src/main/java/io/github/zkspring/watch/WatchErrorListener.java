package io.github.zkspring.watch;

/**
 * Listener for the errors of all watches, for example to count them. Register it as a
 * bean. Called on the delivering thread, before the {@link WatchErrorHandler} of the
 * watch: implementations return soon and do not throw.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface WatchErrorListener {

	/**
	 * Called for each error.
	 * @param error the error
	 */
	void failed(WatchError error);

}
