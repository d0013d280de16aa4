package io.github.zkspring.client.connection;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Takes the ZooKeeper handle out of a connected client. Reads memory: Curator has marked
 * itself connected before it tells its listeners.
 */
final class CuratorHandle {

	private static final Log logger = LogFactory.getLog(CuratorHandle.class);

	/**
	 * How many exceptions of its background work Curator keeps in front of the handle.
	 */
	private static final int BACKGROUND_EXCEPTIONS = 10;

	private CuratorHandle() {
	}

	static @Nullable ZooKeeper of(CuratorFramework curator) {
		for (int attempt = 0; attempt <= BACKGROUND_EXCEPTIONS; attempt++) {
			try {
				return curator.getZookeeperClient().getZooKeeper();
			}
			catch (Exception ex) {
				logger.debug("Curator reports an earlier failure", ex);
			}
		}
		logger.warn("Curator gives no ZooKeeper handle although it is connected");
		return null;
	}

}
