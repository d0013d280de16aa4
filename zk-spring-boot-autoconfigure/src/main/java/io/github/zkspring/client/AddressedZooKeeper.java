package io.github.zkspring.client;

import java.io.IOException;
import java.net.InetSocketAddress;

import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * A ZooKeeper handle that tells which server it is connected to, which the original knows
 * and keeps to its tests.
 */
public final class AddressedZooKeeper extends ZooKeeperAdmin {

	private AddressedZooKeeper(String connectString, int sessionTimeout, Watcher watcher, boolean canBeReadOnly,
			ZKClientConfig config) throws IOException {
		super(connectString, sessionTimeout, watcher, canBeReadOnly, config);
	}

	static @Nullable String remoteAddress(ZkHandle handle) {
		if (handle.zooKeeper() instanceof AddressedZooKeeper zooKeeper
				&& zooKeeper.testableRemoteSocketAddress() instanceof InetSocketAddress address) {
			return address.getHostString() + ":" + address.getPort();
		}
		return null;
	}

	/**
	 * A factory for the builder of a {@code CuratorFramework}.
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
			return new AddressedZooKeeper(connectString, sessionTimeout, watcher, canBeReadOnly,
					(config != null) ? config : new ZKClientConfig());
		}

	}

}
