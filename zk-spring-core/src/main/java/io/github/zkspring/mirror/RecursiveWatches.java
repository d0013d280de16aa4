package io.github.zkspring.mirror;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkPaths;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.TrackingZooKeeper;
import io.github.zkspring.client.connection.ZkHandle;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException.Code;

/**
 * Sets the persistent recursive watches: one for each tree, and one for each parent whose
 * children are watched with their data. Guarded by the lock of the mirror.
 */
class RecursiveWatches {

	private static final Log logger = LogFactory.getLog(RecursiveWatches.class);

	private final MirrorConnection connection;

	private final Consumer<String> coverageChanged;

	private final Map<String, RecursiveWatch> watches = new HashMap<>();

	/**
	 * Creates the watches.
	 * @param connection sets them
	 * @param coverageChanged called with a root when its watch begins or ends to report
	 */
	RecursiveWatches(MirrorConnection connection, Consumer<String> coverageChanged) {
		this.connection = connection;
		this.coverageChanged = coverageChanged;
	}

	/**
	 * Watches a subtree for one more user.
	 * @param root the root of the subtree
	 */
	void acquire(String root) {
		RecursiveWatch watch = this.watches.computeIfAbsent(root, RecursiveWatch::new);
		watch.users++;
		send(watch, watch.sent);
	}

	/**
	 * Releases the watch for one user. The watch is removed with its last user.
	 * @param root the root of the subtree
	 */
	void release(String root) {
		RecursiveWatch watch = this.watches.get(root);
		if (watch == null || --watch.users > 0) {
			return;
		}
		this.watches.remove(root);
		ZkHandle handle = this.connection.handle();
		if (watch.sent && handle != null) {
			TrackingZooKeeper.removeRecursiveWatch(handle, this.connection.serverPath(root), this.connection.watcher());
		}
		this.coverageChanged.accept(root);
	}

	/**
	 * Returns whether a watch reports what the server changes from now on: requests are
	 * processed in the order in which they were sent.
	 * @param path the path
	 * @return {@code true} when a watch of the path or of one above it is set, or was
	 * sent before any later read
	 */
	boolean covers(String path) {
		String root = path;
		while (!isSent(root)) {
			if (root.equals("/")) {
				return false;
			}
			root = ZkPaths.parent(root);
		}
		return true;
	}

	private boolean isSent(String root) {
		RecursiveWatch watch = this.watches.get(root);
		return watch != null && watch.sent;
	}

	/**
	 * Begins a new connection.
	 * @param watchesLost whether the watches of the last connection are lost
	 */
	void connected(boolean watchesLost) {
		all().stream().filter((watch) -> watchesLost || !watch.confirmed).forEach(this::renew);
	}

	/**
	 * Sets a watch again that another user of the client has removed.
	 * @param root the root of the watch
	 * @return {@code true} if it is a watch of the mirror, whose events may be missing
	 */
	boolean removed(String root) {
		RecursiveWatch watch = this.watches.get(root);
		if (watch == null || !watch.confirmed) {
			return false;
		}
		renew(watch);
		return true;
	}

	private void renew(RecursiveWatch watch) {
		boolean covered = watch.sent;
		watch.reset();
		send(watch, covered);
	}

	private void send(RecursiveWatch watch, boolean covered) {
		ZkHandle handle = this.connection.handle();
		if (handle != null && !watch.sent && this.connection.hasPersistentWatches()) {
			watch.sent = true;
			int generation = this.connection.generation();
			handle.requests()
				.addWatch(this.connection.serverPath(watch.root), this.connection.watcher(),
						AddWatchMode.PERSISTENT_RECURSIVE,
						(rc, path, context) -> answered(watch, generation, Codes.of(rc)));
		}
		if (watch.sent != covered) {
			this.coverageChanged.accept(watch.root);
		}
	}

	private void answered(RecursiveWatch watch, int generation, Code code) {
		synchronized (this.connection) {
			if (generation != this.connection.generation()) {
				return;
			}
			switch (code) {
				case OK -> watch.confirm();
				case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED -> watch.reset();
				default -> refused(watch, code);
			}
		}
	}

	private void refused(RecursiveWatch watch, Code code) {
		logger.debug("The server refuses a recursive watch on '" + watch.root + "': " + code);
		this.connection.withoutPersistentWatches();
		// a server before 3.6 supports neither, and closes the connection on each
		// unsupported request
		if (code == Code.UNIMPLEMENTED) {
			this.connection.withoutBatches();
		}
		all().forEach((each) -> {
			each.reset();
			this.coverageChanged.accept(each.root);
		});
	}

	private List<RecursiveWatch> all() {
		return List.copyOf(this.watches.values());
	}

	/**
	 * A watch and its users.
	 */
	private static final class RecursiveWatch {

		private final String root;

		private int users;

		/** Whether the request was sent in this connection, or the watch is set. */
		private boolean sent;

		private boolean confirmed;

		private RecursiveWatch(String root) {
			this.root = root;
		}

		private void confirm() {
			this.confirmed = true;
		}

		private void reset() {
			this.sent = false;
			this.confirmed = false;
		}

	}

}
