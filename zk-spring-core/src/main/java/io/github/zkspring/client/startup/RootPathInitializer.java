package io.github.zkspring.client.startup;

import java.util.function.Function;

import io.github.zkspring.client.ChrootUnavailableException;
import io.github.zkspring.client.ZkAccessDeniedException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.client.ConnectStringParser;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Creates a missing chroot and namespace. ZooKeeper creates neither, and answers every
 * request below a missing chroot with "no node". Blocks and requires a connected client.
 */
public class RootPathInitializer {

	private static final Log logger = LogFactory.getLog(RootPathInitializer.class);

	private final CuratorFramework curator;

	private final @Nullable Function<String, CuratorFramework> clients;

	/**
	 * Create an initializer.
	 * @param curator the connected client
	 * @param clients creates an equal client for another connect string, to create the
	 * chroot from outside of it; {@code null} if unknown
	 */
	public RootPathInitializer(CuratorFramework curator, @Nullable Function<String, CuratorFramework> clients) {
		this.curator = curator;
		this.clients = clients;
	}

	void run() throws Exception {
		CuratorFramework root = this.curator.usingNamespace(null);
		if (root.checkExists().forPath("/") == null) {
			createChroot(this.curator.getZookeeperClient().getCurrentConnectionString());
		}
		String namespace = this.curator.getNamespace();
		if (StringUtils.hasLength(namespace)) {
			create(root, "/" + namespace);
		}
	}

	private void createChroot(String connectString) throws Exception {
		String chroot = new ConnectStringParser(connectString).getChrootPath();
		if (this.clients == null) {
			throw new ChrootUnavailableException(chroot, "the CuratorFramework is defined by the application", null);
		}
		String servers = connectString.substring(0, connectString.indexOf('/'));
		try (CuratorFramework outside = this.clients.apply(servers)) {
			outside.start();
			create(outside.usingNamespace(null), chroot);
			logger.info("Created the chroot " + chroot);
		}
		catch (ZkAccessDeniedException ex) {
			throw new ChrootUnavailableException(chroot, "the ACL of its parent denies this session", ex);
		}
		catch (KeeperException ex) {
			throw new ChrootUnavailableException(chroot, "the server answered " + ex.code(), ex);
		}
	}

	private void create(CuratorFramework client, String path) throws Exception {
		try {
			if (client.checkExists().forPath(path) == null) {
				client.create().creatingParentsIfNeeded().forPath(path, new byte[0]);
			}
		}
		catch (KeeperException.NodeExistsException ex) {
			logger.trace("Another instance created " + path, ex);
		}
		catch (KeeperException.NoAuthException ex) {
			throw new ZkAccessDeniedException(path, "create", ex);
		}
	}

}
