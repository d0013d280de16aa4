package io.github.zkspring.mirror;

import java.time.Duration;

import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.support.ZkEventLoop;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * The connection of the mirror, and its lock: all state of the mirror is guarded by the
 * monitor of this object. All watches share one {@link Watcher}, so that a change that
 * several watches report arrives once.
 */
class MirrorConnection {

	private static final Log logger = LogFactory.getLog(MirrorConnection.class);

	private final ZkConnection connection;

	private final ZkEventLoop loop;

	private final Watcher watcher;

	private @Nullable ZkHandle handle;

	private long session;

	/** Counts connections: answers to an earlier one are ignored. */
	private int generation;

	/** The generation in which a replaced history was noticed. */
	private int replacedIn;

	private boolean verified;

	private boolean persistentWatches = true;

	private boolean batches = true;

	MirrorConnection(ZkConnection connection, ZkEventLoop loop, Watcher watcher) {
		this.connection = connection;
		this.loop = loop;
		this.watcher = watcher;
	}

	void ensureStarted() {
		this.connection.ensureStarted();
	}

	/**
	 * Begins a connection.
	 * @param connected its handle
	 * @return whether the watches of the last connection are lost
	 */
	boolean connected(ZkHandle connected) {
		boolean watchesLost = this.session != connected.sessionId()
				|| connected.zooKeeper().getClientConfig().getBoolean(ZKClientConfig.DISABLE_AUTO_WATCH_RESET);
		if (this.session != connected.sessionId()) {
			this.session = connected.sessionId();
			this.persistentWatches = true;
			this.batches = true;
		}
		this.handle = connected;
		this.generation++;
		this.verified = false;
		return watchesLost;
	}

	/**
	 * Sends nothing until the next connection.
	 */
	void suspend() {
		this.handle = null;
		this.verified = false;
	}

	/**
	 * Returns the handle to send with.
	 * @return the handle, {@code null} while not connected
	 */
	@Nullable ZkHandle handle() {
		return this.handle;
	}

	int generation() {
		return this.generation;
	}

	Watcher watcher() {
		return this.watcher;
	}

	/**
	 * Returns whether the server has reported, in this connection, what the one-shot
	 * watches of the session missed.
	 * @return {@code true} when it has
	 */
	boolean isVerified() {
		return this.verified;
	}

	/**
	 * Detects when everything that the watches of the session missed was reported: the
	 * server compares the watches before it answers any other request of a connection.
	 * @param sync whether the server catches up with its leader before it answers later
	 * requests, as a new session may be opened on a server that lags behind the states
	 * already known
	 */
	void verify(boolean sync) {
		ZkHandle current = this.handle;
		int sent = this.generation;
		if (current != null && sync) {
			current.requests().sync(serverPath("/"), (rc, path, context) -> verified(sent));
		}
		else if (current != null) {
			current.requests().exists(serverPath("/"), null, (rc, path, context, stat) -> verified(sent));
		}
	}

	/**
	 * Records that the server has answered with an older state than one already known.
	 * @param path the path of the state
	 * @return {@code true} at the first time in this connection
	 */
	boolean historyReplaced(String path) {
		boolean first = this.replacedIn != this.generation;
		this.replacedIn = this.generation;
		if (first) {
			this.connection.olderStateRead(serverPath(path));
		}
		return first;
	}

	private synchronized void verified(int sent) {
		this.verified = this.verified || (sent == this.generation && this.handle != null);
	}

	boolean hasPersistentWatches() {
		return this.persistentWatches;
	}

	void withoutPersistentWatches() {
		if (this.persistentWatches) {
			this.persistentWatches = false;
			logger.warn("The server does not support persistent watches (it is older than 3.6, or runs "
					+ "WatchManagerOptimized): every znode is watched by its own reads, one request each");
		}
	}

	boolean hasBatches() {
		return this.batches;
	}

	void withoutBatches() {
		this.batches = false;
	}

	String serverPath(String path) {
		return this.connection.serverPath(path);
	}

	/**
	 * Returns the path of an event, as the application names it.
	 * @param serverPath the path that the server reports
	 * @return the path, {@code null} when it is outside of the namespace
	 */
	@Nullable String path(String serverPath) {
		return this.connection.path(serverPath);
	}

	/**
	 * Returns the time by which pauses are measured.
	 * @return the time by {@link System#nanoTime()}
	 */
	long now() {
		return System.nanoTime();
	}

	/**
	 * Runs a task after a delay that doubles with each failure, from one second to half a
	 * minute, unless another connection has begun by then.
	 * @param failures the number of failures in a row, at least one
	 * @param task the task, called under the lock
	 */
	void retryLater(int failures, Runnable task) {
		later(Duration.ofSeconds(Math.min(30, 1L << Math.min(failures - 1, 5))), task);
	}

	/**
	 * Runs a task later, unless another connection has begun by then.
	 * @param delay the delay
	 * @param task the task, called under the lock
	 */
	void later(Duration delay, Runnable task) {
		int sent = this.generation;
		this.loop.schedule(() -> {
			synchronized (this) {
				if (sent == this.generation && this.handle != null) {
					task.run();
				}
			}
		}, delay);
	}

}
