package io.github.zkspring.template;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.zkspring.client.PayloadTooLargeException;
import io.github.zkspring.client.TransactionFailedException;
import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZkAccessDeniedException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkSessionExpiredException;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.client.ZnodeExistsException;
import io.github.zkspring.client.ZnodeNotEmptyException;
import io.github.zkspring.client.ZnodeNotFoundException;
import io.github.zkspring.client.ZnodeVersionException;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Reads, writes and transactions on znodes, with values of the application instead of
 * bytes and with unchecked exceptions.
 *
 * <p>
 * <b>Contract.</b> Paths are absolute, below chroot and namespace. Every method waits for
 * its outcome, for {@code zk.template.timeout} at most, with all repetitions
 * ({@code zk.retry.*}) in it. What the server refuses is an exception of its own with the
 * path, never the payload, in it; nothing was changed then. Without a connection in time
 * it is a {@link ZkUnavailableException}, and nothing was changed either.
 *
 * <p>
 * <b>Lost answers.</b> When the connection goes between request and answer, the template
 * looks what became of the request before it does anything else: it returns, throws or
 * sends again accordingly, and where that cannot be determined, throws
 * {@link UnknownOutcomeException}. No write is silently repeated. An interrupt while
 * waiting ends in {@link UnknownOutcomeException}, too, with the flag of the thread set.
 *
 * <p>
 * <b>Threads.</b> Safe for use by many threads. Not to be called on ZooKeeper's or
 * Curator's own threads: the answers arrive there. A lost session is no concern of most
 * operations, they go on with the next one; ephemeral znodes end with theirs.
 *
 * <p>
 * Values are converted by their codecs ({@code byte[]}, text, numbers and the like,
 * JSON); a payload above {@code zk.watch.max-payload} is refused with
 * {@link PayloadTooLargeException} before it is sent. Other refusals are
 * {@link ZkAccessDeniedException} and, for what has no exception of its own,
 * {@link ZkException} with ZooKeeper's as the cause.
 *
 * @since 0.1.0
 */
public interface ZkTemplate extends ZnodeReader {

	/**
	 * Creates a persistent znode.
	 * @param path the znode
	 * @param value its payload, {@code null} for none
	 * @return its path and stat
	 * @throws ZnodeExistsException when it exists
	 */
	default CreatedZnode create(String path, @Nullable Object value) {
		return create(path, value, CreateOptions.persistent());
	}

	/**
	 * Creates a znode.
	 * @param path the znode
	 * @param value its payload, {@code null} for none
	 * @param options what kind of znode
	 * @return its path and stat
	 * @throws ZnodeExistsException when it exists
	 * @throws ZnodeNotFoundException when its parent does not, and the options do not ask
	 * for parents
	 * @throws ZkSessionExpiredException when the session of an ephemeral znode ended
	 * meanwhile
	 */
	CreatedZnode create(String path, @Nullable Object value, CreateOptions options);

	/**
	 * Creates a znode without data, and what is missing above it, unless it exists.
	 * @param path the path
	 * @return whether it existed
	 */
	boolean ensurePath(String path);

	/**
	 * Writes a payload, whatever the version. Repeated after a lost connection.
	 * @param path the znode
	 * @param value the payload, {@code null} for none
	 * @return the stat after the write
	 * @throws ZnodeNotFoundException when the znode does not exist
	 */
	Stat set(String path, @Nullable Object value);

	/**
	 * Writes a payload, if the znode has a version.
	 * @param path the znode
	 * @param value the payload, {@code null} for none
	 * @param version the version that it must have
	 * @return the stat after the write
	 * @throws ZnodeVersionException when it has another one
	 */
	Stat compareAndSet(String path, @Nullable Object value, int version);

	/**
	 * Read, change and write a payload; again, up to a bound, when another client was
	 * faster. The function may be called several times, on the calling thread.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param type the type of the payload
	 * @param change makes the new payload of the present one, which may be {@code null}
	 * @return the znode as it was written
	 * @throws ZnodeNotFoundException when it does not exist
	 * @throws ZnodeVersionException when others were faster all the time
	 */
	default <T> Znode<T> update(String path, Class<T> type, Function<@Nullable T, @Nullable T> change) {
		return update(path, ParameterizedTypeReference.forType(type), change);
	}

	/**
	 * Read, change and write a payload; again, up to a bound, when another client was
	 * faster. The function may be called several times, on the calling thread.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param type the type of the payload
	 * @param change makes the new payload of the present one, which may be {@code null}
	 * @return the znode as it was written
	 * @throws ZnodeNotFoundException when it does not exist
	 * @throws ZnodeVersionException when others were faster all the time
	 */
	<T> Znode<T> update(String path, ParameterizedTypeReference<T> type, Function<@Nullable T, @Nullable T> change);

	/**
	 * Deletes a znode, whatever its version. After a lost connection a znode that is gone
	 * counts as deleted, whichever client deleted it.
	 * @param path the znode
	 * @throws ZnodeNotFoundException when it does not exist
	 * @throws ZnodeNotEmptyException when it has children
	 */
	void delete(String path);

	/**
	 * Deletes a znode, if it has a version.
	 * @param path the znode
	 * @param version the version that it must have
	 * @throws ZnodeVersionException when it has another one
	 */
	void delete(String path, int version);

	/**
	 * Deletes a znode and all below it, unless it is gone already. Not atomic.
	 * @param path the znode
	 */
	void deleteRecursively(String path);

	/**
	 * Replaces the ACL of a znode, whatever the version of the old one.
	 * @param path the znode
	 * @param acl the ACL, not empty
	 * @return the stat after the change
	 */
	Stat setAcl(String path, List<ACL> acl);

	/**
	 * Replaces the ACL of a znode, if the old one has a version.
	 * @param path the znode
	 * @param acl the ACL, not empty
	 * @param version the version that the old one must have, {@link Stat#getAversion()}
	 * @return the stat after the change
	 * @throws ZnodeVersionException when it has another one
	 */
	Stat setAcl(String path, List<ACL> acl, int version);

	/**
	 * Runs operations of which all happen or none.
	 * @param operations is given the transaction, on the calling thread
	 * @return what each has done, in their order
	 * @throws TransactionFailedException for the first operation that was refused
	 */
	List<TransactionResult> transaction(Consumer<ZkTransaction> operations);

	/**
	 * The same operations without waiting.
	 * @return the asynchronous twin
	 */
	AsyncZkTemplate async();

}
