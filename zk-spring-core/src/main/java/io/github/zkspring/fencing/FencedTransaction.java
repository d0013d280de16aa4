package io.github.zkspring.fencing;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Sends a write together with a check of the holder's znode. A check compares the data
 * version only, so the version is read first, together with the czxid that identifies the
 * znode, and the znode is written once: version 0 could also belong to another znode that
 * was created under the same name. When another client has written to the znode since,
 * the transaction fails without effect and the version is read again.
 */
final class FencedTransaction {

	private static final int MAX_READS = 3;

	private final ZkHandle handle;

	private final FencingZnode znode;

	private final Op write;

	private final CompletableFuture<List<OpResult>> result = new CompletableFuture<>();

	private int reads;

	private FencedTransaction(ZkHandle handle, FencingZnode znode, Op write) {
		this.handle = handle;
		this.znode = znode;
		this.write = write;
	}

	/**
	 * Sends a write.
	 * @param handle the handle to send with, {@code null} while not connected
	 * @param znode the holder's znode
	 * @param write the write
	 * @return the results of the transaction; completes on ZooKeeper's event thread
	 */
	static CompletableFuture<List<OpResult>> send(@Nullable ZkHandle handle, FencingZnode znode, Op write) {
		if (handle == null) {
			return CompletableFuture.failedFuture(new ZkException("Nothing was written: no server is connected"));
		}
		FencedTransaction transaction = new FencedTransaction(handle, znode, write);
		if (znode.version() == FencingZnode.UNKNOWN) {
			transaction.readVersion();
		}
		else {
			transaction.transact(znode.version());
		}
		return transaction.result;
	}

	private void readVersion() {
		this.reads++;
		this.handle.requests().getData(this.znode.path(), null, (rc, path, context, data, stat) -> {
			if (isHolder(Codes.of(rc), stat) && stat.getVersion() == 0) {
				increaseVersion(data);
			}
			else {
				versionRead(Codes.of(rc), stat);
			}
		});
	}

	private void increaseVersion(byte[] data) {
		this.handle.requests().setData(this.znode.path(), data, 0, (rc, path, context, stat) -> {
			Code code = Codes.of(rc);
			if (code == Code.BADVERSION && this.reads < MAX_READS) {
				readVersion();
			}
			else {
				versionRead(code, stat);
			}
		});
	}

	private boolean isHolder(Code code, Stat stat) {
		return code == Code.OK && stat.getCzxid() == this.znode.token().value();
	}

	private void versionRead(Code code, Stat stat) {
		if (isHolder(code, stat)) {
			this.znode.setVersion(stat.getVersion());
			transact(stat.getVersion());
		}
		else if (code == Code.NONODE || code == Code.OK) {
			failStale();
		}
		else {
			this.result.completeExceptionally(new ZkException(
					"Nothing was written: the holder's znode cannot be checked", KeeperException.create(code)));
		}
	}

	private void transact(int version) {
		List<Op> operations = List.of(Op.check(this.znode.path(), version), this.write);
		this.handle.requests().multi(operations, (rc, path, context, results) -> {
			Code code = Codes.of(rc);
			Code check = resultOfCheck(results);
			if (code == Code.OK) {
				this.result.complete(results);
			}
			else if (check == Code.NONODE) {
				failStale();
			}
			else if (check == Code.BADVERSION && this.reads < MAX_READS) {
				readVersion();
			}
			else {
				this.result.completeExceptionally(KeeperException.create(code, this.write.getPath()));
			}
		});
	}

	// results before the first failed operation are OK
	private static Code resultOfCheck(@Nullable List<OpResult> results) {
		return (results != null && !results.isEmpty() && results.get(0) instanceof OpResult.ErrorResult error)
				? Codes.of(error.getErr()) : Code.OK;
	}

	private void failStale() {
		this.result.completeExceptionally(new StaleTokenException(this.znode.token(), "its znode is deleted"));
	}

}
