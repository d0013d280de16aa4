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
 * The operations of {@link ZkTemplate} without waiting: the same promises, with the same
 * exceptions in the futures. What is wrong with an argument, a value without a codec or a
 * payload too long among it, is thrown at once.
 *
 * <p>
 * Futures complete on {@code zkTemplateExecutor}, never on ZooKeeper's threads, and no
 * later than {@code zk.template.timeout}. Many requests may be on their way at once; they
 * are sent in the order of the calls, their completions have no order. Cancelling a
 * future ends the operation and frees what it holds; a request that was sent may still
 * happen. Failures of the futures are {@link ZkException}s.
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
	 * @param options what kind of znode
	 * @return its path and stat
	 */
	CompletableFuture<CreatedZnode> create(String path, @Nullable Object value, CreateOptions options);

	/**
	 * Creates a znode without data, and what is missing above it, unless it exists.
	 * @param path the path
	 * @return whether it existed
	 */
	CompletableFuture<Boolean> ensurePath(String path);

	/**
	 * Looks whether a znode exists.
	 * @param path the znode
	 * @return its stat, empty when it does not
	 */
	CompletableFuture<Optional<Stat>> exists(String path);

	/**
	 * Reads a znode.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param type the type to read payloads as
	 * @return the znode, empty when it does not exist
	 */
	default <T> CompletableFuture<Optional<Znode<T>>> get(String path, Class<T> type) {
		return get(path, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Reads a znode.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param type the type to read payloads as
	 * @return the znode, empty when it does not exist
	 */
	<T> CompletableFuture<Optional<Znode<T>>> get(String path, ParameterizedTypeReference<T> type);

	/**
	 * Reads the children of a znode, many at a time. Those that vanish meanwhile are left
	 * out.
	 * @param <T> the type of the payload
	 * @param path the parent
	 * @param type the type to read payloads as
	 * @return the children by their names, in no order
	 */
	default <T> CompletableFuture<Map<String, Znode<T>>> childrenWithData(String path, Class<T> type) {
		return childrenWithData(path, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Reads the children of a znode, many at a time. Those that vanish meanwhile are left
	 * out.
	 * @param <T> the type of the payload
	 * @param path the parent
	 * @param type the type to read payloads as
	 * @return the children by their names, in no order
	 */
	<T> CompletableFuture<Map<String, Znode<T>>> childrenWithData(String path, ParameterizedTypeReference<T> type);

	/**
	 * Writes a payload, whatever the version. Repeated after a lost connection.
	 * @param path the znode
	 * @param value the payload, {@code null} for none
	 * @return the stat after the write
	 */
	CompletableFuture<Stat> set(String path, @Nullable Object value);

	/**
	 * Writes a payload, if the znode has a version.
	 * @param path the znode
	 * @param value the payload, {@code null} for none
	 * @param version the version that it must have
	 * @return the stat after the write
	 */
	CompletableFuture<Stat> compareAndSet(String path, @Nullable Object value, int version);

	/**
	 * Read, change and write a payload; again, up to a bound, when another client was
	 * faster. The function may be called several times, on the executor of the
	 * completions.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param type the type of the payload
	 * @param change makes the new payload of the present one, which may be {@code null}
	 * @return the znode as it was written
	 */
	default <T> CompletableFuture<Znode<T>> update(String path, Class<T> type,
			Function<@Nullable T, @Nullable T> change) {
		return update(path, ParameterizedTypeReference.forType(type), change);
	}

	/**
	 * Read, change and write a payload; again, up to a bound, when another client was
	 * faster. The function may be called several times, on the executor of the
	 * completions.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param type the type of the payload
	 * @param change makes the new payload of the present one, which may be {@code null}
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
	 * Deletes a znode, whatever its version. After a lost connection a znode that is gone
	 * counts as deleted, whichever client deleted it.
	 * @param path the znode
	 * @return completes when it is done
	 */
	CompletableFuture<Void> delete(String path);

	/**
	 * Deletes a znode, if it has a version.
	 * @param path the znode
	 * @param version the version that it must have
	 * @return completes when it is done
	 */
	CompletableFuture<Void> delete(String path, int version);

	/**
	 * Deletes a znode and all below it, unless it is gone already. Not atomic.
	 * @param path the znode
	 * @return completes when it is done
	 */
	CompletableFuture<Void> deleteRecursively(String path);

	/**
	 * Reads the ACL of a znode.
	 * @param path the znode
	 * @return the ACL and the stat
	 */
	CompletableFuture<ZnodeAcl> acl(String path);

	/**
	 * Replaces the ACL of a znode, whatever the version of the old one.
	 * @param path the znode
	 * @param acl the ACL, not empty
	 * @return the stat after the change
	 */
	CompletableFuture<Stat> setAcl(String path, List<ACL> acl);

	/**
	 * Replaces the ACL of a znode, if the old one has a version.
	 * @param path the znode
	 * @param acl the ACL, not empty
	 * @param version the version that the old one must have, {@link Stat#getAversion()}
	 * @return the stat after the change
	 */
	CompletableFuture<Stat> setAcl(String path, List<ACL> acl, int version);

	/**
	 * Waits until the server of this session has caught up with the leader: what anybody
	 * has written before is seen by later reads.
	 * @param path a znode
	 * @return completes when it is done
	 */
	CompletableFuture<Void> sync(String path);

	/**
	 * Runs operations of which all happen or none.
	 * @param operations is given the transaction, on the calling thread
	 * @return what each has done, in their order
	 */
	CompletableFuture<List<TransactionResult>> transaction(Consumer<ZkTransaction> operations);

}
