package io.github.zkspring.client.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.AsyncCallback.VoidCallback;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * A ZooKeeper handle that exposes the address and the last transaction of the connected
 * server, which {@link org.apache.zookeeper.ZooKeeper} offers to its tests only, and
 * tracks recursive watches of other components.
 */
public final class TrackingZooKeeper extends ZooKeeperAdmin {

	private static final Log logger = LogFactory.getLog(TrackingZooKeeper.class);

	/**
	 * Paths with a recursive watch that another component has set through this handle.
	 */
	private final Set<String> foreignWatches = ConcurrentHashMap.newKeySet();

	private TrackingZooKeeper(String connectString, int sessionTimeout, Watcher watcher, boolean canBeReadOnly,
			ZKClientConfig config) throws IOException {
		super(connectString, sessionTimeout, watcher, canBeReadOnly, config);
	}

	static @Nullable String remoteAddress(ZkHandle handle) {
		if (handle.zooKeeper() instanceof TrackingZooKeeper zooKeeper
				&& zooKeeper.testableRemoteSocketAddress() instanceof InetSocketAddress address) {
			return address.getHostString() + ":" + address.getPort();
		}
		return null;
	}

	/**
	 * Returns the newest transaction that the server of a handle had processed with its
	 * last answer.
	 * @param handle the handle
	 * @return the zxid, {@code 0} when unknown
	 */
	static long lastZxid(ZkHandle handle) {
		return (handle.zooKeeper() instanceof TrackingZooKeeper zooKeeper) ? zooKeeper.cnxn.getLastZxid() : 0;
	}

	@Override
	public void addWatch(String path, Watcher watcher, AddWatchMode mode) throws KeeperException, InterruptedException {
		note(path, watcher, mode);
		super.addWatch(path, watcher, mode);
	}

	@Override
	public void addWatch(String path, Watcher watcher, AddWatchMode mode, VoidCallback callback, Object context) {
		note(path, watcher, mode);
		super.addWatch(path, watcher, mode, callback, context);
	}

	private void note(String path, Watcher watcher, AddWatchMode mode) {
		if (mode == AddWatchMode.PERSISTENT_RECURSIVE && !(watcher instanceof EngineWatcher)) {
			synchronized (this.foreignWatches) {
				this.foreignWatches.add(path);
			}
		}
	}

	/**
	 * Removes a recursive watch of an engine. The server keeps one watch for a path and
	 * session for all watchers of a client, and cannot remove a single watcher: if
	 * another watcher may share the watch, it is removed only from the client.
	 * @param handle the handle
	 * @param path the root of the watch
	 * @param watcher the watcher of the engine
	 */
	public static void removeRecursiveWatch(ZkHandle handle, String path, Watcher watcher) {
		VoidCallback done = (rc, removed, context) -> logger.trace("Removed the recursive watch on " + removed);
		if (!removeUnlessShared(handle, path, done)) {
			handle.requests().removeWatches(path, watcher, WatcherType.PersistentRecursive, true, done);
		}
	}

	private static boolean removeUnlessShared(ZkHandle handle, String path, VoidCallback done) {
		if (!(handle.zooKeeper() instanceof TrackingZooKeeper zooKeeper)) {
			return false;
		}
		// a foreign watch is noted before its request is sent, so it comes after this one
		synchronized (zooKeeper.foreignWatches) {
			boolean shared = zooKeeper.foreignWatches.contains(path);
			if (!shared) {
				handle.requests().removeAllWatches(path, WatcherType.PersistentRecursive, true, done);
			}
			return !shared;
		}
	}

	/**
	 * Returns a factory for the builder of a {@code CuratorFramework}.
	 * @return the factory
	 */
	public static ZookeeperFactory factory() {
		return new Factory();
	}

	/**
	 * Creates the handles.
	 */
	private static final class Factory implements ZookeeperFactory {

		@Override
		public ZooKeeper newZooKeeper(String connectString, int sessionTimeout, Watcher watcher, boolean canBeReadOnly)
				throws IOException {
			return newZooKeeper(connectString, sessionTimeout, watcher, canBeReadOnly, new ZKClientConfig());
		}

		@Override
		public ZooKeeper newZooKeeper(String connectString, int sessionTimeout, Watcher watcher, boolean canBeReadOnly,
				@Nullable ZKClientConfig config) throws IOException {
			return new TrackingZooKeeper(connectString, sessionTimeout, watcher, canBeReadOnly,
					(config != null) ? config : new ZKClientConfig());
		}

	}

	/**
	 * Watcher of an engine of this project. The server keeps one watch for a path and
	 * session, even if several watchers of the client share it.
	 */
	public interface EngineWatcher extends Watcher {

	}

}
