package io.github.zkspring.fencing;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkHandle;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;

/**
 * Sends a write together with the check of a holder's znode. A check sees the version of
 * data alone, so it is known from a look at the znode that found the right one there, and
 * was written into once before: version 0 is also that of any other znode of the name.
 * When somebody has written into it since, another look follows, for nothing has happened
 * then.
 */
class FencedTransactions {

	private static final int LOOKS = 3;

	private final ZkConnection connection;

	FencedTransactions(ZkConnection connection) {
		this.connection = connection;
	}

	/**
	 * Whether an answer says nothing about what became of a request.
	 * @param code the answer
	 * @return {@code true} when it may have happened
	 */
	static boolean isLost(Code code) {
		return switch (code) {
			case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED, OPERATIONTIMEOUT, REQUESTTIMEOUT -> true;
			default -> false;
		};
	}

	/**
	 * Send a write.
	 * @param znode the holder's znode
	 * @param write the write
	 * @return the results of the transaction; completes on ZooKeeper's event thread
	 */
	CompletableFuture<List<OpResult>> send(FencingZnode znode, Op write) {
		CompletableFuture<List<OpResult>> answer = new CompletableFuture<>();
		ZkHandle handle = this.connection.handle();
		if (handle == null) {
			answer.completeExceptionally(new ZkException("Nothing was written: no server is connected"));
		}
		else {
			new Attempt(handle, znode, write, answer).begin();
		}
		return answer;
	}

	/**
	 * One write on its way.
	 */
	private static final class Attempt {

		private final ZkHandle handle;

		private final FencingZnode znode;

		private final Op write;

		private final CompletableFuture<List<OpResult>> answer;

		private int looks;

		private Attempt(ZkHandle handle, FencingZnode znode, Op write, CompletableFuture<List<OpResult>> answer) {
			this.handle = handle;
			this.znode = znode;
			this.write = write;
			this.answer = answer;
		}

		private void begin() {
			int version = this.znode.version();
			if (version == FencingZnode.UNKNOWN) {
				look();
			}
			else {
				transact(version);
			}
		}

		private void look() {
			this.looks++;
			this.handle.requests().getData(this.znode.path(), null, (rc, asked, context, data, stat) -> {
				if (isThere(Code.get(rc), stat) && stat.getVersion() == 0) {
					seal(data);
				}
				else {
					seen(Code.get(rc), stat);
				}
			}, null);
		}

		// a znode that somebody creates under the same name begins with version 0
		private void seal(byte[] data) {
			this.handle.requests().setData(this.znode.path(), data, 0, (rc, asked, context, stat) -> {
				Code code = Code.get(rc);
				if (code == Code.BADVERSION && this.looks < LOOKS) {
					look();
				}
				else {
					seen(code, stat);
				}
			}, null);
		}

		private boolean isThere(Code code, Stat stat) {
			return code == Code.OK && stat.getCzxid() == this.znode.token().value();
		}

		private void seen(Code code, Stat stat) {
			if (isThere(code, stat)) {
				this.znode.version(stat.getVersion());
				transact(stat.getVersion());
			}
			else if (code == Code.NONODE || code == Code.OK) {
				stale("its znode is gone");
			}
			else {
				this.answer.completeExceptionally(new ZkException(
						"Nothing was written: the holder's znode cannot be checked", KeeperException.create(code)));
			}
		}

		private void transact(int version) {
			List<Op> transaction = List.of(Op.check(this.znode.path(), version), this.write);
			this.handle.requests().multi(transaction, (rc, asked, context, results) -> {
				Code code = Code.get(rc);
				Code check = check(results);
				if (code == Code.OK) {
					this.answer.complete(results);
				}
				else if (check == Code.NONODE) {
					stale("its znode is gone");
				}
				else if (check == Code.BADVERSION && this.looks < LOOKS) {
					look();
				}
				else {
					this.answer.completeExceptionally(KeeperException.create(code, this.write.getPath()));
				}
			}, null);
		}

		// before the first failed operation the results say OK
		private static Code check(List<OpResult> results) {
			return (results != null && !results.isEmpty() && results.get(0) instanceof OpResult.ErrorResult error)
					? Code.get(error.getErr()) : Code.OK;
		}

		private void stale(String reason) {
			this.answer.completeExceptionally(new StaleTokenException(this.znode.token(), reason));
		}

	}

}
