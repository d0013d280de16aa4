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
 * The connection as the mirror sees it, and the lock of the mirror: whatever the mirror
 * knows is guarded by the monitor of this object. All its watches share one
 * {@link Watcher}, so that a change that several watches report arrives once.
 */
class MirrorLink {

	private static final Log logger = LogFactory.getLog(MirrorLink.class);

	private final ZkConnection connection;

	private final ZkEventLoop loop;

	private final Watcher watcher;

	private @Nullable ZkHandle handle;

	private long session;

	/** Counts connections: what was sent on an earlier one is not waited for. */
	private int generation;

	private boolean verified;

	private boolean persistentWatches = true;

	private boolean batches = true;

	MirrorLink(ZkConnection connection, ZkEventLoop loop, Watcher watcher) {
		this.connection = connection;
		this.loop = loop;
		this.watcher = watcher;
	}

	/**
	 * Take a connection.
	 * @param connected its handle
	 * @return whether the watches of the last connection are gone
	 */
	boolean connected(ZkHandle connected) {
		boolean watchesGone = this.session != connected.sessionId()
				|| connected.zooKeeper().getClientConfig().getBoolean(ZKClientConfig.DISABLE_AUTO_WATCH_RESET);
		if (this.session != connected.sessionId()) {
			this.session = connected.sessionId();
			this.persistentWatches = true;
			this.batches = true;
		}
		this.handle = connected;
		this.generation++;
		this.verified = false;
		return watchesGone;
	}

	/**
	 * Send nothing until the next connection.
	 */
	void suspend() {
		this.handle = null;
		this.verified = false;
	}

	/**
	 * The handle to send with.
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
	 * Whether the server has told, since the connection, what the watches of the session
	 * missed.
	 * @return {@code true} when it has
	 */
	boolean isVerified() {
		return this.verified;
	}

	/**
	 * Find out when everything that the watches of the session missed was told: the
	 * server compares them first thing in a connection, before it answers anything else.
	 */
	void verify() {
		ask((zooKeeper, done) -> zooKeeper.requests()
			.exists(serverPath("/"), null, (rc, path, context, stat) -> done.run(), null));
	}

	/**
	 * Have the server catch up with its leader before it answers what follows. A new
	 * session may be opened at a server that lags behind what the last one has seen.
	 */
	void sync() {
		ask((zooKeeper, done) -> zooKeeper.requests().sync(serverPath("/"), (rc, path, context) -> done.run(), null));
	}

	private void ask(Question question) {
		ZkHandle asked = this.handle;
		int sent = this.generation;
		if (asked != null) {
			question.ask(asked, () -> {
				synchronized (this) {
					this.verified = this.verified || (sent == this.generation && this.handle != null);
				}
			});
		}
	}

	boolean hasPersistentWatches() {
		return this.persistentWatches;
	}

	void withoutPersistentWatches() {
		if (this.persistentWatches) {
			this.persistentWatches = false;
			logger.warn("The server has no persistent watches (it is older than 3.6, or runs WatchManagerOptimized): "
					+ "watches are set anew with every read, one request a znode");
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
	 * The path of an event, as the application names it.
	 * @param serverPath the path that the server reports
	 * @return the path, {@code null} when it is outside of the namespace
	 */
	@Nullable String path(String serverPath) {
		return this.connection.path(serverPath);
	}

	/**
	 * The time that pauses are measured by.
	 * @return the time by {@link System#nanoTime()}
	 */
	long now() {
		return System.nanoTime();
	}

	/**
	 * Do something later, unless the connection is another one by then.
	 * @param delay how much later
	 * @param task what to do, under the lock
	 */
	void later(Duration delay, Runnable task) {
		int asked = this.generation;
		this.loop.schedule(() -> {
			synchronized (this) {
				if (asked == this.generation && this.handle != null) {
					task.run();
				}
			}
		}, delay);
	}

	/**
	 * Asks the server something of which only the time of the answer matters.
	 */
	private interface Question {

		void ask(ZkHandle handle, Runnable done);

	}

}
