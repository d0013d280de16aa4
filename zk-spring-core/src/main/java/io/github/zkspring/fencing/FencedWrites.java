package io.github.zkspring.fencing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZkAccessDeniedException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.ZkConnection;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Writes to znodes that fail for a holder of yesterday: the write and a check of the
 * holder's own znode are one transaction at the servers. So it does not matter how long
 * the process was stopped between the last check and the write.
 *
 * <pre class="code">
 * &#064;LeaderOnly("reports")
 * void report() {
 *     this.fencedWrites.setData(Leadership.current(), "/reports/last", payload);
 * }
 * </pre>
 *
 * <p>
 * <b>Contract.</b> Each call is one transaction, sent at most once after its check could
 * be made, and waits for its answer for at most one session timeout. It returns when the
 * write has happened. It throws {@link StaleTokenException} when the holder's znode is
 * gone, or another one is there under its name: nothing was written. It throws
 * {@link UnknownOutcomeException} when the answer got lost; that is never tried again.
 * Everything else (no connection to send it with, a wrong version, a missing parent, an
 * ACL) is a {@link ZkException} that says so, with ZooKeeper's own exception as the
 * cause: nothing was written.
 *
 * <p>
 * May be called from any thread but ZooKeeper's own. An interrupt while it waits ends in
 * {@link UnknownOutcomeException}, with the flag of the thread set again.
 *
 * @since 0.1.0
 */
public class FencedWrites {

	private final ZkConnection connection;

	private final FencedTransactions transactions;

	/**
	 * Create the writes.
	 * @param connection where to write
	 */
	public FencedWrites(ZkConnection connection) {
		this.connection = connection;
		this.transactions = new FencedTransactions(connection);
	}

	/**
	 * Write data into a znode, whatever its version.
	 * @param holder in whose name
	 * @param path the znode, which exists
	 * @param data the data
	 * @return the stat of the znode after the write
	 */
	public Stat setData(FencedHolder holder, String path, byte[] data) {
		return setData(holder, path, data, -1);
	}

	/**
	 * Write data into a znode, if it has a version.
	 * @param holder in whose name
	 * @param path the znode, which exists
	 * @param data the data
	 * @param version the version that it must have, {@code -1} for any
	 * @return the stat of the znode after the write
	 */
	public Stat setData(FencedHolder holder, String path, byte[] data, int version) {
		OpResult result = write(holder, path, Op.setData(serverPath(path), data, version));
		return ((OpResult.SetDataResult) result).getStat();
	}

	/**
	 * Create a persistent znode.
	 * @param holder in whose name
	 * @param path the znode; its parent exists, it does not
	 * @param data the data
	 */
	public void create(FencedHolder holder, String path, byte[] data) {
		String serverPath = serverPath(path);
		write(holder, path, Op.create(serverPath, data, this.connection.acl(serverPath), CreateMode.PERSISTENT));
	}

	/**
	 * Delete a znode.
	 * @param holder in whose name
	 * @param path the znode, which exists and has no children
	 * @param version the version that it must have, {@code -1} for any
	 */
	public void delete(FencedHolder holder, String path, int version) {
		write(holder, path, Op.delete(serverPath(path), version));
	}

	private String serverPath(String path) {
		return this.connection.serverPath(ZkPaths.validate(path));
	}

	private OpResult write(FencedHolder holder, String path, Op write) {
		CompletableFuture<List<OpResult>> answer = this.transactions.send(holder.znode(), write);
		try {
			List<OpResult> results = answer.get(this.connection.sessionTimeout().toMillis(), TimeUnit.MILLISECONDS);
			return results.get(results.size() - 1);
		}
		catch (TimeoutException ex) {
			throw new UnknownOutcomeException(path, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UnknownOutcomeException(path, ex);
		}
		catch (ExecutionException ex) {
			throw failure(path, ex.getCause());
		}
	}

	private static ZkException failure(String path, @Nullable Throwable cause) {
		if (cause instanceof ZkException known) {
			return known;
		}
		if (cause instanceof KeeperException.NoAuthException) {
			return new ZkAccessDeniedException(path, "write", cause);
		}
		if (cause instanceof KeeperException refusal && !FencedTransactions.isLost(refusal.code())) {
			return new ZkException("The write to '%s' was refused: %s".formatted(path, refusal.code()), refusal);
		}
		return new UnknownOutcomeException(path, cause);
	}

}
