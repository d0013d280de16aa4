package io.github.zkspring.template;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.zkspring.client.PayloadTooLargeException;
import io.github.zkspring.client.TransactionFailedException;
import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZkAccessDeniedException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkInterruptedException;
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
 * Reads, writes and transactions on znodes, with typed values and unchecked exceptions.
 *
 * <p>
 * <b>Contract.</b> Paths are absolute, below chroot and namespace. Every method waits for
 * its outcome for at most {@code zk.template.timeout}, including all repetitions
 * ({@code zk.retry.*}). A refusal of the server is reported as a specific exception that
 * names the path and never the payload; nothing was changed then. Without a connection in
 * time a {@link ZkUnavailableException} is thrown, and nothing was changed either.
 *
 * <p>
 * <b>Lost answers.</b> When the connection is lost between request and answer, the
 * template first determines the outcome of the request: it returns, throws or sends again
 * accordingly, and throws {@link UnknownOutcomeException} if the outcome cannot be
 * determined. No write is silently repeated.
 *
 * <p>
 * <b>Interrupts.</b> An interrupt ends the wait, with the interrupt flag of the thread
 * set: with an {@link UnknownOutcomeException} if a change was sent, otherwise with a
 * {@link ZkInterruptedException}, and nothing was changed.
 *
 * <p>
 * <b>Threads.</b> Thread-safe. Must not be called on threads of ZooKeeper or Curator,
 * because the answers arrive there. Most operations continue with the next session after
 * a session is lost; ephemeral znodes end with their session.
 *
 * <p>
 * Values are converted by codecs ({@code byte[]}, text, numbers, JSON); a payload above
 * {@code zk.watch.max-payload} is refused with {@link PayloadTooLargeException} before it
 * is sent. Other refusals are a {@link ZkAccessDeniedException} or a {@link ZkException}
 * with the exception of ZooKeeper as its cause.
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
	 * @param options the options
	 * @return its path and stat
	 * @throws ZnodeExistsException when it exists
	 * @throws ZnodeNotFoundException if its parent does not exist and the options do not
	 * request parents
	 * @throws ZkSessionExpiredException when the session of an ephemeral znode ended
	 * meanwhile
	 */
	CreatedZnode create(String path, @Nullable Object value, CreateOptions options);

	/**
	 * Creates a znode without data and its missing ancestors, unless it exists.
	 * @param path the path
	 * @return whether it existed
	 */
	boolean ensurePath(String path);

	/**
	 * Writes a payload to any version. Repeated after a lost connection.
	 * @param path the znode
	 * @param value the payload, {@code null} for none
	 * @return the stat after the write
	 * @throws ZnodeNotFoundException when the znode does not exist
	 */
	Stat set(String path, @Nullable Object value);

	/**
	 * Writes a payload if the znode has the expected version.
	 * @param path the znode
	 * @param value the payload, {@code null} for none
	 * @param version the expected version
	 * @return the stat after the write
	 * @throws ZnodeVersionException if the znode has another version
	 */
	Stat compareAndSet(String path, @Nullable Object value, int version);

	/**
	 * Reads, changes and writes a payload, and repeats this a bounded number of times if
	 * another client writes in between. The function may be called several times, on the
	 * calling thread.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param type the type of the payload
	 * @param change returns the new payload for the current one, which may be
	 * {@code null}
	 * @return the znode as it was written
	 * @throws ZnodeNotFoundException when it does not exist
	 * @throws ZnodeVersionException if another client wrote in between at every attempt
	 */
	default <T> Znode<T> update(String path, Class<T> type, Function<@Nullable T, @Nullable T> change) {
		return update(path, ParameterizedTypeReference.forType(type), change);
	}

	/**
	 * Reads, changes and writes a payload, and repeats this a bounded number of times if
	 * another client writes in between. The function may be called several times, on the
	 * calling thread.
	 * @param <T> the type of the payload
	 * @param path the znode
	 * @param type the type of the payload
	 * @param change returns the new payload for the current one, which may be
	 * {@code null}
	 * @return the znode as it was written
	 * @throws ZnodeNotFoundException when it does not exist
	 * @throws ZnodeVersionException if another client wrote in between at every attempt
	 */
	<T> Znode<T> update(String path, ParameterizedTypeReference<T> type, Function<@Nullable T, @Nullable T> change);

	/**
	 * Deletes a znode of any version. After a lost connection a missing znode counts as
	 * deleted, whichever client deleted it.
	 * @param path the znode
	 * @throws ZnodeNotFoundException when it does not exist
	 * @throws ZnodeNotEmptyException when it has children
	 */
	void delete(String path);

	/**
	 * Deletes a znode if it has the expected version.
	 * @param path the znode
	 * @param version the expected version
	 * @throws ZnodeVersionException if the znode has another version
	 */
	void delete(String path, int version);

	/**
	 * Deletes a znode and all its descendants, if it exists. Not atomic.
	 * @param path the znode
	 */
	void deleteRecursively(String path);

	/**
	 * Replaces an ACL of any version.
	 * @param path the znode
	 * @param acl the ACL, not empty
	 * @return the stat after the change
	 */
	Stat setAcl(String path, List<ACL> acl);

	/**
	 * Replaces the ACL of a znode if the ACL has the expected version.
	 * @param path the znode
	 * @param acl the ACL, not empty
	 * @param version the expected version, {@link Stat#getAversion()}
	 * @return the stat after the change
	 * @throws ZnodeVersionException if the znode has another version
	 */
	Stat setAcl(String path, List<ACL> acl, int version);

	/**
	 * Executes several operations as a transaction: all of them or none.
	 * @param operations adds the operations, on the calling thread
	 * @return the result of each operation, in their order
	 * @throws TransactionFailedException for the first operation that was refused
	 */
	List<TransactionResult> transaction(Consumer<ZkTransaction> operations);

	/**
	 * Returns the asynchronous form of this template.
	 * @return the asynchronous template
	 */
	AsyncZkTemplate async();

}
