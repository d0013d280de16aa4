package io.github.zkspring.client.startup;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.zkspring.client.ChrootUnavailableException;
import io.github.zkspring.client.ZkAccessDeniedException;
import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.client.support.ZkThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.client.ConnectStringParser;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Creates a missing chroot and namespace. ZooKeeper creates neither, and answers every
 * request below a missing chroot with "no node".
 */
public class RootPathInitializer {

	private static final Log logger = LogFactory.getLog(RootPathInitializer.class);

	private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

	private static final ExponentialBackOff RETRIES = new ExponentialBackOff(1_000, 2);

	private final CuratorFramework curator;

	private final @Nullable Function<String, CuratorFramework> clients;

	/**
	 * Creates an initializer.
	 * @param curator the connected client
	 * @param clients creates an equal client for another connect string, to create the
	 * chroot from outside of it; {@code null} if unknown
	 */
	public RootPathInitializer(CuratorFramework curator, @Nullable Function<String, CuratorFramework> clients) {
		this.curator = curator;
		this.clients = clients;
	}

	/**
	 * Creates the paths in the background: after the first connection, on the thread
	 * {@code zk-startup}, with retries until they exist or the session is over.
	 * @param session the session of the client
	 */
	void startInBackground(CuratorSession session) {
		ZkThreads.single("zk-startup").newThread(() -> {
			try {
				runUntilDone(session);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}).start();
	}

	private void runUntilDone(CuratorSession session) throws InterruptedException {
		BackOffExecution backOff = RETRIES.start();
		while (!session.isOver()) {
			if (!session.awaitConnection(LOG_INTERVAL)) {
				logger.info("Still no session with ZooKeeper (" + session.state() + "), trying to connect");
				continue;
			}
			try {
				run();
				return;
			}
			catch (Exception ex) {
				if (!session.isOver()) {
					logger.error("Failed to prepare chroot and namespace, trying again: " + ex.getMessage(), ex);
					pause(session, backOff.nextBackOff());
				}
			}
		}
	}

	// ends early with any change of the session state
	private static void pause(CuratorSession session, long millis) throws InterruptedException {
		CountDownLatch changed = new CountDownLatch(1);
		Consumer<ZkSessionStateEvent> listener = (event) -> changed.countDown();
		session.addStateListener(listener);
		try {
			changed.await(millis, TimeUnit.MILLISECONDS);
		}
		finally {
			session.removeStateListener(listener);
		}
	}

	/**
	 * Creates the paths. Blocks and requires a connected client.
	 * @throws Exception if a path cannot be created
	 */
	void run() throws Exception {
		CuratorFramework root = this.curator.usingNamespace(null);
		String connectString = this.curator.getZookeeperClient().getCurrentConnectionString();
		if (!rootExists(root, connectString)) {
			createChroot(connectString);
		}
		String namespace = this.curator.getNamespace();
		if (StringUtils.hasLength(namespace)) {
			create(root, "/" + namespace);
		}
	}

	private static boolean rootExists(CuratorFramework root, String connectString) throws Exception {
		try {
			return root.checkExists().forPath("/") != null;
		}
		catch (KeeperException.NoAuthException ex) {
			String chroot = new ConnectStringParser(connectString).getChrootPath();
			throw new ZkAccessDeniedException((chroot != null) ? chroot : "/", "read", ex);
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
