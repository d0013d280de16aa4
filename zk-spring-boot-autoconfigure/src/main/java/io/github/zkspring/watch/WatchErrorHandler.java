package io.github.zkspring.watch;

/**
 * Takes what goes wrong with watches. Define a bean to replace the default, which writes
 * one log line; or several, and name one in the annotation.
 *
 * <p>
 * Called on the executor of the watches, between two calls of the same watch: a handler
 * that blocks delays that watch alone. A handler that throws is logged.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface WatchErrorHandler {

	/**
	 * Take an error.
	 * @param error what went wrong
	 */
	void handle(WatchError error);

}
