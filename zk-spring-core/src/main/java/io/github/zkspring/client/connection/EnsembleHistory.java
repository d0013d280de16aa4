package io.github.zkspring.client.connection;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper.States;
import org.jspecify.annotations.Nullable;

/**
 * Detects that the ensemble has lost transactions: its data was deleted, or replaced with
 * an older backup. Compares the last transaction of the server in each new session with
 * the last one seen before, and receives the older states that the mirror reads. Logs the
 * loss once in a session; the present state of the server is valid from then on.
 */
class EnsembleHistory implements ZkConnectionListener {

	private static final Log logger = LogFactory.getLog(EnsembleHistory.class);

	private @Nullable ZkHandle current;

	/** The newest transaction of earlier sessions, 0 when it was compared. */
	private long seen;

	/** The session in which a loss was logged. */
	private long loggedOf;

	@Override
	public synchronized void connected(ZkHandle handle) {
		ZkHandle last = this.current;
		this.current = handle;
		if (last != null && last.sessionId() != handle.sessionId()) {
			this.seen = Math.max(this.seen, TrackingZooKeeper.lastZxid(last));
		}
		if (this.seen > 0) {
			// a new session may be opened on a server that lags behind its leader
			handle.requests().sync("/", (rc, path, context) -> {
				if (Codes.of(rc) == Code.OK) {
					compare(handle);
				}
			});
		}
	}

	private synchronized void compare(ZkHandle handle) {
		long present = TrackingZooKeeper.lastZxid(handle);
		if (handle == this.current && !isReadOnly(handle) && present > 0) {
			if (present < this.seen) {
				replaced(handle, "its last transaction is 0x%x after 0x%x was seen".formatted(present, this.seen));
			}
			this.seen = 0;
		}
	}

	/**
	 * Reports a znode that was read in an older state than one read before.
	 * @param serverPath the znode
	 */
	synchronized void olderStateRead(String serverPath) {
		ZkHandle handle = this.current;
		if (handle != null && !isReadOnly(handle)) {
			replaced(handle, "'%s' is older than it was read before".formatted(serverPath));
		}
	}

	private void replaced(ZkHandle handle, String evidence) {
		if (this.loggedOf != handle.sessionId()) {
			this.loggedOf = handle.sessionId();
			logger.warn("The ensemble has lost transactions (" + evidence + "): its data was deleted or restored from "
					+ "an older backup. Its present state is valid from now on. Fencing tokens start at lower numbers "
					+ "again: reset the highest token that external resources have stored");
		}
	}

	// a server without a quorum may lag behind its ensemble
	private static boolean isReadOnly(ZkHandle handle) {
		return handle.zooKeeper().getState() == States.CONNECTEDREADONLY;
	}

}
