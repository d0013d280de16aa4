package io.github.zkspring.watch;

/**
 * The user's side of a watch.
 *
 * @param <E> the kind of event
 */
interface WatchCall<E> {

	/**
	 * Call the user's code.
	 * @param event what happened
	 * @return whether the watch goes on
	 * @throws Throwable what the code threw
	 */
	boolean call(E event) throws Throwable;

	/**
	 * Name the code, for log lines.
	 */
	@Override
	String toString();

}
