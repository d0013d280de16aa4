package io.github.zkspring.watch;

/**
 * Callback of a watch that was opened with {@link ZkWatches}. Called on the executor of
 * the watches, one call at a time. It may block and may call ZooKeeper; exceptions go to
 * the {@link WatchErrorHandler}.
 *
 * @param <E> the kind of event: {@link ZnodeEvent} or {@link ChildrenEvent}
 * @since 0.1.0
 */
@FunctionalInterface
public interface WatchCallback<E> {

	/**
	 * Handles the newest state.
	 * @param event the difference to the state of the last call
	 * @throws Exception if the state cannot be handled
	 */
	void changed(E event) throws Exception;

}
