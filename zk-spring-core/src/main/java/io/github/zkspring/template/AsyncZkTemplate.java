package io.github.zkspring.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.zkspring.client.ZkException;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Asynchronous form of {@link ZkTemplate} with the same guarantees and the same
 * exceptions in the futures. Invalid arguments, values without a codec and payloads that
 * are too long are reported by an immediate exception.
 *
 * <p>
 * Futures complete on {@code zkTemplateExecutor}, never on ZooKeeper's threads, and no
 * later than {@code zk.template.timeout}. Many requests may be pending at the same time;
 * they are sent in the order of the calls and complete in any order. Cancelling a future
 * ends the operation and releases its resources; a request that was sent may still be
 * applied. Failures of the futures are {@link ZkException}s.
 *
 * @since 0.1.0
 */
public interface AsyncZkTemplate {

	/**
	 * Creates a persistent znode.
	 * @param path the znode
	 * @param value its payload, {@code null} for none
	 * @return its path and stat
	 */
	default CompletableFuture<CreatedZnode> create(String path, @Nullable Object value) {
		return create(path, value, CreateOptions.persistent());
	}

	/**
	 * Creates a znode.
	 * @param path the znode
	 * @param value its payload, {@code null} for none
	 * @param options the options
	 * @return its path and stat
	 */
	CompletableFuture<CreatedZnode> create(String path, @Nullable Object value, CreateOptions options);

	/**
	 * Creates a znode without data and its missing ancestors, unless it exists.
	 * @param path the path
	 * @return whether it existed
	 */
	CompletableFuture<Boolean> ensurePath(String path);

	/**
	 * Checks whether a znode exists.
	 * @param path the znode
	 * @return its stat, empty if it does not exist
	 */
	CompletableFuture<Optional<Stat>> exists(String path);

	/**
	 * Reads a znode.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param type the type of the payload
	 * @return the znode, empty if it does not exist
	 */
	default <T> CompletableFuture<Optional<Znode<T>>> get(String path, Class<T> type) {
		return get(path, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Reads a znode.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param type the type of the payload
	 * @return the znode, empty if it does not exist
	 */
	<T> CompletableFuture<Optional<Znode<T>>> get(String path, ParameterizedTypeReference<T> type);

	/**
	 * Reads the children of a znode in parallel. Children deleted meanwhile are omitted.
	 * @param <T> the type of the payload
	 * @param path the parent
	 * @param type the type of the payload
	 * @return the children by their names, in no order
	 */
	default <T> CompletableFuture<Map<String, Znode<T>>> childrenWithData(String path, Class<T> type) {
		return childrenWithData(path, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Reads the children of a znode in parallel. Children deleted meanwhile are omitted.
	 * @param <T> the type of the payload
	 * @param path the parent
	 * @param type the type of the payload
	 * @return the children by their names, in no order
	 */
	<T> CompletableFuture<Map<String, Znode<T>>> childrenWithData(String path, ParameterizedTypeReference<T> type);

	/**
	 * Writes a payload to any version. Repeated after a lost connection.
	 * @param path the znode
	 * @param value the payload, {@code null} for none
	 * @return the stat after the write
	 */
	CompletableFuture<Stat> set(String path, @Nullable Object value);

	/**
	 * Writes a payload if the znode has the expected version.
	 * @param path the znode
	 * @param value the payload, {@code null} for none
	 * @param version the expected version
	 * @return the stat after the write
	 */
	CompletableFuture<Stat> compareAndSet(String path, @Nullable Object value, int version);

	/**
	 * Reads, changes and writes a payload, and repeats this a bounded number of times if
	 * another client writes in between. The function may be called several times, on the
	 * executor of the completions.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param type the type of the payload
	 * @param change returns the new payload for the current one, which may be
	 * {@code null}
	 * @return the znode as it was written
	 */
	default <T> CompletableFuture<Znode<T>> update(String path, Class<T> type,
			Function<@Nullable T, @Nullable T> change) {
		return update(path, ParameterizedTypeReference.forType(type), change);
	}

	/**
	 * Reads, changes and writes a payload, and repeats this a bounded number of times if
	 * another client writes in between. The function may be called several times, on the
	 * executor of the completions.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param type the type of the payload
	 * @param change returns the new payload for the current one, which may be
	 * {@code null}
	 * @return the znode as it was written
	 */
	<T> CompletableFuture<Znode<T>> update(String path, ParameterizedTypeReference<T> type,
			Function<@Nullable T, @Nullable T> change);

	/**
	 * Lists the names of the children.
	 * @param path the parent
	 * @return the names, in no order
	 */
	CompletableFuture<List<String>> children(String path);

	/**
	 * Deletes a znode of any version. After a lost connection a missing znode counts as
	 * deleted, whichever client deleted it.
	 * @param path the znode
	 * @return a future of the completion
	 */
	CompletableFuture<Void> delete(String path);

	/**
	 * Deletes a znode if it has the expected version.
	 * @param path the znode
	 * @param version the expected version
	 * @return a future of the completion
	 */
	CompletableFuture<Void> delete(String path, int version);

	/**
	 * Deletes a znode and all its descendants, if it exists. Not atomic.
	 * @param path the znode
	 * @return a future of the completion
	 */
	CompletableFuture<Void> deleteRecursively(String path);

	/**
	 * Reads the ACL of a znode.
	 * @param path the znode
	 * @return the ACL and the stat
	 */
	CompletableFuture<ZnodeAcl> acl(String path);

	/**
	 * Replaces an ACL of any version.
	 * @param path the znode
	 * @param acl the ACL, not empty
	 * @return the stat after the change
	 */
	CompletableFuture<Stat> setAcl(String path, List<ACL> acl);

	/**
	 * Replaces the ACL of a znode if the ACL has the expected version.
	 * @param path the znode
	 * @param acl the ACL, not empty
	 * @param version the expected version, {@link Stat#getAversion()}
	 * @return the stat after the change
	 */
	CompletableFuture<Stat> setAcl(String path, List<ACL> acl, int version);

	/**
	 * Waits until the server of this session has caught up with the leader, so that later
	 * reads see all earlier writes of all clients.
	 * @param path a znode
	 * @return a future of the completion
	 */
	CompletableFuture<Void> sync(String path);

	/**
	 * Executes several operations as a transaction: all of them or none.
	 * @param operations adds the operations, on the calling thread
	 * @return the result of each operation, in their order
	 */
	CompletableFuture<List<TransactionResult>> transaction(Consumer<ZkTransaction> operations);

}
