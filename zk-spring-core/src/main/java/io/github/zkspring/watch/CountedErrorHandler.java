package io.github.zkspring.watch;

/**
 * Tells the listener of an error before the handler decides.
 *
 * @param listener is told
 * @param handler decides
 */
record CountedErrorHandler(WatchErrorListener listener, WatchErrorHandler handler) implements WatchErrorHandler {

	@Override
	public void handle(WatchError error) {
		react(error);
	}

	@Override
	public Reaction react(WatchError error) {
		this.listener.failed(error);
		return this.handler.react(error);
	}

}
