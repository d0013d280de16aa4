package io.github.zkspring.watch;

/**
 * Called by a watch that was opened with {@link ZkWatches}, on the executor of the
 * watches and one call at a time. It may block, and may call ZooKeeper; what it throws
 * goes to the {@link WatchErrorHandler}.
 *
 * @param <E> the kind of event: {@link ZnodeEvent} or {@link ChildrenEvent}
 * @since 0.1.0
 */
@FunctionalInterface
public interface WatchCallback<E> {

	/**
	 * Take the newest state.
	 * @param event what happened since the last call
	 * @throws Exception when the state could not be used
	 */
	void changed(E event) throws Exception;

}
