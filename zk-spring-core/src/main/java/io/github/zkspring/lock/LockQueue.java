package io.github.zkspring.lock;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.contender.Contenders;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * Asks who stands in a queue.
 */
class LockQueue {

	private final ZkConnection connection;

	LockQueue(ZkConnection connection) {
		this.connection = connection;
	}

	/**
	 * Ask once, and wait for the answer.
	 * @param path the path of the lock
	 * @return the ids, in their order
	 */
	List<String> contenders(String path) {
		Duration limit = this.connection.sessionTimeout();
		ZkHandle handle = this.connection.handle();
		if (handle == null) {
			throw new ZkUnavailableException(path, Duration.ZERO, null);
		}
		try {
			return Contenders.ids(children(handle, path).get(limit.toNanos(), TimeUnit.NANOSECONDS));
		}
		catch (TimeoutException ex) {
			throw new ZkUnavailableException(path, limit, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ZkException("The thread that asked for the contenders of '%s' was interrupted".formatted(path),
					ex);
		}
		catch (ExecutionException ex) {
			throw failure(path, ex.getCause());
		}
	}

	private CompletableFuture<List<String>> children(ZkHandle handle, String path) {
		CompletableFuture<List<String>> answer = new CompletableFuture<>();
		String serverPath = this.connection.serverPath(path);
		handle.requests().getChildren(serverPath, null, (rc, asked, context, names, stat) -> {
			Code code = Code.get(rc);
			if (names != null || code == Code.NONODE) {
				answer.complete((names != null) ? names : List.of());
			}
			else {
				// an answer without content is a lost one
				answer.completeExceptionally(
						KeeperException.create((code == Code.OK) ? Code.CONNECTIONLOSS : code, path));
			}
		}, null);
		return answer;
	}

	private ZkException failure(String path, @Nullable Throwable cause) {
		boolean lost = cause instanceof KeeperException.ConnectionLossException
				|| cause instanceof KeeperException.SessionExpiredException;
		return lost ? new ZkUnavailableException(path, this.connection.sessionTimeout(), cause)
				: new ZkException("The contenders of '%s' cannot be read".formatted(path), cause);
	}

}
