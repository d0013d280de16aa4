package io.github.zkspring.watch;

/**
 * Calls a callback.
 *
 * @param <E> the kind of event
 * @param callback the callback
 */
record CallbackCall<E>(WatchCallback<E> callback) implements WatchCall<E> {

	@Override
	public boolean call(E event) throws Exception {
		this.callback.changed(event);
		return true;
	}

	@Override
	public String toString() {
		return "callback " + this.callback.getClass().getName();
	}

}
