package io.github.zkspring.watch;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Opens watches from code: the same as the annotations, for paths that are known at run
 * time only. Inject this interface.
 *
 * <p>
 * May be used from any thread and at any time: a watch that is opened before the
 * application has started begins with the start, which waits for its first call as it
 * does for annotated methods. Every method returns at once; the callback runs on the
 * executor of the watches, with what {@link ZkDataWatch} promises for order, conflation
 * and faults. A watch ends with {@link ZkWatch#close()} or with the context.
 *
 * <p>
 * All methods throw {@link IllegalArgumentException} for an invalid path, for a type
 * without a codec, for an option that does not apply to the kind of watch, and for an id
 * that is in use; and {@link IllegalStateException} after the application is closed.
 * {@code Void} as type reads no payload.
 *
 * @since 0.1.0
 */
public interface ZkWatches {

	/**
	 * Watches existence and data of one znode.
	 * @param <T> the type of the payload
	 * @param path its path
	 * @param type the type of the payload
	 * @param callback called with each state
	 * @return the watch
	 */
	default <T> ZkWatch data(String path, Class<T> type, WatchCallback<ZnodeEvent<T>> callback) {
		return data(path, type, WatchOptions.defaults(), callback);
	}

	/**
	 * Watches existence and data of one znode.
	 * @param <T> the type of the payload
	 * @param path its path
	 * @param type the type of the payload
	 * @param options id, error handler
	 * @param callback called with each state
	 * @return the watch
	 */
	default <T> ZkWatch data(String path, Class<T> type, WatchOptions options, WatchCallback<ZnodeEvent<T>> callback) {
		return data(path, ParameterizedTypeReference.<T>forType(type), options, callback);
	}

	/**
	 * Watches existence and data of one znode.
	 * @param <T> the type of the payload
	 * @param path its path
	 * @param type the type of the payload
	 * @param options id, error handler
	 * @param callback called with each state
	 * @return the watch
	 */
	<T> ZkWatch data(String path, ParameterizedTypeReference<T> type, WatchOptions options,
			WatchCallback<ZnodeEvent<T>> callback);

	/**
	 * Watches the names of the children of a znode.
	 * @param path the path of the parent
	 * @param callback called with each state
	 * @return the watch
	 */
	default ZkWatch children(String path, WatchCallback<ChildrenEvent<Void>> callback) {
		return children(path, WatchOptions.defaults(), callback);
	}

	/**
	 * Watches the names of the children of a znode.
	 * @param path the path of the parent
	 * @param options id, error handler, settle
	 * @param callback called with each state
	 * @return the watch
	 */
	ZkWatch children(String path, WatchOptions options, WatchCallback<ChildrenEvent<Void>> callback);

	/**
	 * Watches the children of a znode and the data of each.
	 * @param <T> the type of the payloads
	 * @param path the path of the parent
	 * @param type the type of the payloads
	 * @param callback called with each state
	 * @return the watch
	 */
	default <T> ZkWatch childrenWithData(String path, Class<T> type, WatchCallback<ChildrenEvent<T>> callback) {
		return childrenWithData(path, type, WatchOptions.defaults(), callback);
	}

	/**
	 * Watches the children of a znode and the data of each.
	 * @param <T> the type of the payloads
	 * @param path the path of the parent
	 * @param type the type of the payloads
	 * @param options id, error handler, settle
	 * @param callback called with each state
	 * @return the watch
	 */
	default <T> ZkWatch childrenWithData(String path, Class<T> type, WatchOptions options,
			WatchCallback<ChildrenEvent<T>> callback) {
		return childrenWithData(path, ParameterizedTypeReference.<T>forType(type), options, callback);
	}

	/**
	 * Watches the children of a znode and the data of each.
	 * @param <T> the type of the payloads
	 * @param path the path of the parent
	 * @param type the type of the payloads
	 * @param options id, error handler, settle
	 * @param callback called with each state
	 * @return the watch
	 */
	<T> ZkWatch childrenWithData(String path, ParameterizedTypeReference<T> type, WatchOptions options,
			WatchCallback<ChildrenEvent<T>> callback);

	/**
	 * Watches a znode and everything below it, znode by znode.
	 * @param <T> the type of the payloads
	 * @param path the path of the root
	 * @param type the type of the payloads
	 * @param callback called for every znode that changed; see {@link ZkTreeWatch}
	 * @return the watch
	 */
	default <T> ZkWatch tree(String path, Class<T> type, WatchCallback<ZnodeEvent<T>> callback) {
		return tree(path, type, WatchOptions.defaults(), callback);
	}

	/**
	 * Watches a znode and everything below it, znode by znode.
	 * @param <T> the type of the payloads
	 * @param path the path of the root
	 * @param type the type of the payloads
	 * @param options id, error handler, depth, filter
	 * @param callback called for every znode that changed; see {@link ZkTreeWatch}
	 * @return the watch
	 */
	default <T> ZkWatch tree(String path, Class<T> type, WatchOptions options, WatchCallback<ZnodeEvent<T>> callback) {
		return tree(path, ParameterizedTypeReference.<T>forType(type), options, callback);
	}

	/**
	 * Watches a znode and everything below it, znode by znode.
	 * @param <T> the type of the payloads
	 * @param path the path of the root
	 * @param type the type of the payloads
	 * @param options id, error handler, depth, filter
	 * @param callback called for every znode that changed; see {@link ZkTreeWatch}
	 * @return the watch
	 */
	<T> ZkWatch tree(String path, ParameterizedTypeReference<T> type, WatchOptions options,
			WatchCallback<ZnodeEvent<T>> callback);

	/**
	 * Watches a znode and everything below it as a whole.
	 * @param <T> the type of the payloads
	 * @param path the path of the root
	 * @param type the type of the payloads
	 * @param callback called with each state of the tree; see {@link ZkTreeWatch}
	 * @return the watch
	 */
	default <T> ZkWatch wholeTree(String path, Class<T> type, WatchCallback<ChildrenEvent<T>> callback) {
		return wholeTree(path, type, WatchOptions.defaults(), callback);
	}

	/**
	 * Watches a znode and everything below it as a whole.
	 * @param <T> the type of the payloads
	 * @param path the path of the root
	 * @param type the type of the payloads
	 * @param options id, error handler, settle, depth, filter
	 * @param callback called with each state of the tree; see {@link ZkTreeWatch}
	 * @return the watch
	 */
	default <T> ZkWatch wholeTree(String path, Class<T> type, WatchOptions options,
			WatchCallback<ChildrenEvent<T>> callback) {
		return wholeTree(path, ParameterizedTypeReference.<T>forType(type), options, callback);
	}

	/**
	 * Watches a znode and everything below it as a whole.
	 * @param <T> the type of the payloads
	 * @param path the path of the root
	 * @param type the type of the payloads
	 * @param options id, error handler, settle, depth, filter
	 * @param callback called with each state of the tree; see {@link ZkTreeWatch}
	 * @return the watch
	 */
	<T> ZkWatch wholeTree(String path, ParameterizedTypeReference<T> type, WatchOptions options,
			WatchCallback<ChildrenEvent<T>> callback);

}
