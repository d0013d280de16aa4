package io.github.zkspring.recipe;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.client.connection.ZkConnectionListener;
import io.github.zkspring.client.connection.ZkHandle;
import io.github.zkspring.client.connection.ZnodeContent;
import io.github.zkspring.client.connection.ZnodeRequests;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.KeeperException.Code;

/**
 * Removes ephemeral znodes that nobody needs any more, without waiting and for certain: a
 * removal that fails is tried again with the next connection, as long as the session that
 * owns the znode goes on. What another one owns is left alone.
 */
class EphemeralRemoval implements ZkConnectionListener {

	private static final Log logger = LogFactory.getLog(EphemeralRemoval.class);

	private final Map<Ephemeral, CompletableFuture<Void>> left = new ConcurrentHashMap<>();

	private final ZkConnection connection;

	private final ZnodeRequests znodes;

	EphemeralRemoval(ZkConnection connection, ZnodeRequests znodes) {
		this.connection = connection;
		this.znodes = znodes;
		connection.addListener(this);
	}

	/**
	 * Remove a znode.
	 * @param znode the znode
	 * @return completes when it is gone, on ZooKeeper's event thread
	 */
	CompletableFuture<Void> remove(Ephemeral znode) {
		CompletableFuture<Void> gone = this.left.computeIfAbsent(znode, (key) -> new CompletableFuture<>());
		ZkHandle handle = this.connection.handle();
		if (handle != null) {
			remove(handle, znode);
		}
		return gone;
	}

	private void done(Ephemeral znode) {
		CompletableFuture<Void> gone = this.left.remove(znode);
		if (gone != null) {
			gone.complete(null);
		}
	}

	private void remove(ZkHandle handle, Ephemeral znode) {
		if (handle.sessionId() != znode.sessionId()) {
			done(znode);
			return;
		}
		// a create whose answer got lost is done or refused behind the sync
		this.znodes.sync("/")
			.send(handle, (synced, done) -> this.znodes.get(znode.path(), null).send(handle, (code, found) -> {
				if (code != Code.OK || found == null) {
					answered(znode, (code != Code.OK) ? code : Code.CONNECTIONLOSS);
				}
				else if (found.map(ZnodeContent::text).filter(znode.mark()::equals).isEmpty()) {
					done(znode);
				}
				else {
					this.znodes.delete(znode.path(), ZnodeRequests.ANY)
						.send(handle, (deleted, gone) -> answered(znode, deleted));
				}
			}));
	}

	private void answered(Ephemeral znode, Code code) {
		if (Codes.isLost(code)) {
			// answers are lost before the next connection is announced
			return;
		}
		done(znode);
		if (code != Code.OK && code != Code.NONODE) {
			logger.warn("The server refuses to remove '%s' (%s): it is there until the session ends"
				.formatted(znode.path(), code));
		}
	}

	@Override
	public void connected(ZkHandle handle) {
		this.left.keySet().forEach((znode) -> remove(handle, znode));
	}

	@Override
	public void disconnected(ZkSessionState state) {
		// the next connection goes on
	}

}
