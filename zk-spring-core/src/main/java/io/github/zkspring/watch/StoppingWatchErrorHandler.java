package io.github.zkspring.watch;

/**
 * Ends the watch.
 */
class StoppingWatchErrorHandler extends LoggingWatchErrorHandler {

	@Override
	public Reaction react(WatchError error) {
		handle(error);
		return Reaction.end();
	}

}
