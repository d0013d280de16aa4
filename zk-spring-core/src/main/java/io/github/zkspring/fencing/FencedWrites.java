package io.github.zkspring.fencing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.zkspring.client.UnknownOutcomeException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.ZkConnection;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Writes to znodes on behalf of a holder; writes of a former holder fail. The write and a
 * check of the holder's znode are one transaction at the servers, so the time between the
 * last check of the process and its write does not matter.
 *
 * <pre class="code">
 * &#064;LeaderOnly("reports")
 * void report() {
 *     this.fencedWrites.setData(Leadership.current(), "/reports/last", payload);
 * }
 * </pre>
 *
 * <p>
 * <b>Contract.</b> Each call sends one transaction, and waits for the answer for at most
 * one session timeout. It returns when the write was applied. It throws
 * {@link StaleTokenException} when the holder's znode is deleted or replaced: nothing was
 * written. It throws {@link UnknownOutcomeException} when the answer is lost; the write
 * may have been applied and is never repeated. In all other cases (no connection, a wrong
 * version, a missing znode or parent, an ACL) it throws the {@link ZkException} that
 * {@code ZkTemplate} throws for the same answer, with ZooKeeper's exception as its cause:
 * nothing was written.
 *
 * <p>
 * May be called from any thread except ZooKeeper's own. An interrupt during the wait
 * leads to {@link UnknownOutcomeException}, with the interrupt flag of the thread set.
 *
 * @since 0.1.0
 */
public class FencedWrites {

	private final ZkConnection connection;

	/**
	 * Creates fenced writes.
	 * @param connection sends the transactions
	 */
	public FencedWrites(ZkConnection connection) {
		this.connection = connection;
	}

	/**
	 * Writes data to a znode, whatever its version.
	 * @param holder the holder
	 * @param path the path of an existing znode
	 * @param data the data
	 * @return the stat of the znode after the write
	 */
	public Stat setData(FencedHolder holder, String path, byte[] data) {
		return setData(holder, path, data, -1);
	}

	/**
	 * Writes data to a znode that has a certain version.
	 * @param holder the holder
	 * @param path the path of an existing znode
	 * @param data the data
	 * @param version the required version, {@code -1} for any
	 * @return the stat of the znode after the write
	 */
	public Stat setData(FencedHolder holder, String path, byte[] data, int version) {
		OpResult result = write(holder, path, Op.setData(serverPath(path), data, version));
		return ((OpResult.SetDataResult) result).getStat();
	}

	/**
	 * Creates a persistent znode.
	 * @param holder the holder
	 * @param path the path of a missing znode whose parent exists
	 * @param data the data
	 */
	public void create(FencedHolder holder, String path, byte[] data) {
		String serverPath = serverPath(path);
		write(holder, path, Op.create(serverPath, data, this.connection.acl(serverPath), CreateMode.PERSISTENT));
	}

	/**
	 * Deletes a znode.
	 * @param holder the holder
	 * @param path the path of an existing znode without children
	 * @param version the required version, {@code -1} for any
	 */
	public void delete(FencedHolder holder, String path, int version) {
		write(holder, path, Op.delete(serverPath(path), version));
	}

	private String serverPath(String path) {
		return this.connection.serverPath(ZkPaths.validate(path));
	}

	private OpResult write(FencedHolder holder, String path, Op write) {
		CompletableFuture<List<OpResult>> answer = FencedTransaction.send(this.connection.handle(), holder.znode(),
				write);
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
		if (cause instanceof KeeperException refusal && !Codes.isLost(refusal.code())) {
			return Codes.refusal(refusal, path, "write");
		}
		return new UnknownOutcomeException(path, cause);
	}

}
