package io.github.zkspring.watch.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchErrorHandler;

/**
 * Records errors and asks for another delivery, after one second for each failure.
 */
class RedeliveringErrorHandler implements WatchErrorHandler {

	private final List<WatchError> errors;

	RedeliveringErrorHandler() {
		this(new ArrayList<>());
	}

	RedeliveringErrorHandler(List<WatchError> errors) {
		this.errors = errors;
	}

	@Override
	public void handle(WatchError error) {
		this.errors.add(error);
	}

	@Override
	public Reaction react(WatchError error) {
		handle(error);
		return Reaction.redeliver(Duration.ofSeconds(error.failures()));
	}

}
