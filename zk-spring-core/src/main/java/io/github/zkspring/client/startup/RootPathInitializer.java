package io.github.zkspring.client.startup;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.zkspring.client.ChrootUnavailableException;
import io.github.zkspring.client.ZkAccessDeniedException;
import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.client.connection.Codes;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.client.connection.SessionPreparation;
import io.github.zkspring.client.support.ZkThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.client.ConnectStringParser;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Creates a missing chroot and namespace for each session, before the features use it.
 * ZooKeeper creates neither, and answers every request below a missing chroot with "no
 * node".
 */
public class RootPathInitializer {

	private static final Log logger = LogFactory.getLog(RootPathInitializer.class);

	private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

	private static final ExponentialBackOff RETRIES = new ExponentialBackOff(1_000, 2);

	private final CuratorFramework curator;

	private final @Nullable Function<String, CuratorFramework> clients;

	private final AtomicBoolean running = new AtomicBoolean();

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
	 * Prepares the sessions that follow the first one: servers that were wiped or
	 * restored may lack the paths.
	 * @param session the session of the client
	 * @return the preparation, which sends one request if there is a chroot or a
	 * namespace
	 */
	SessionPreparation ofLaterSessions(CuratorSession session) {
		return (handle, prepared) -> {
			String namespace = namespacePath();
			if (chroot() == null && namespace.equals("/")) {
				prepared.run();
				return;
			}
			handle.requests().exists(namespace, null, (rc, path, context, stat) -> {
				Code code = Codes.of(rc);
				if (code == Code.OK) {
					prepared.run();
				}
				else if (!Codes.isLost(code)) {
					session.noteProblem("The chroot or the namespace is missing (zk.connect-string, zk.namespace) "
							+ "and is being created");
					startInBackground(session);
				}
			});
		};
	}

	/**
	 * Creates the paths in the background: after the first connection, on the thread
	 * {@code zk-startup}, with retries until they exist or the session is over. The
	 * features use the session afterwards.
	 * @param session the session of the client
	 */
	void startInBackground(CuratorSession session) {
		if (this.running.compareAndSet(false, true)) {
			ZkThreads.single("zk-startup").newThread(() -> {
				try {
					runUntilDone(session);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				finally {
					this.running.set(false);
				}
			}).start();
		}
	}

	private void runUntilDone(CuratorSession session) throws InterruptedException {
		BackOffExecution backOff = RETRIES.start();
		String logged = "";
		while (!session.isOver()) {
			if (!session.awaitConnection(LOG_INTERVAL)) {
				logger.info("Still no session with ZooKeeper (" + session.state() + "), trying to connect");
				continue;
			}
			long id = session.id();
			try {
				run();
				session.prepareWith(ofLaterSessions(session));
				if (session.id() == id) {
					session.prepared();
					return;
				}
			}
			catch (Exception ex) {
				String problem = problem(ex);
				session.noteProblem(problem);
				if (!session.isOver() && !problem.equals(logged)) {
					logged = problem;
					logger.error(problem + ". Elections, locks, watches and registrations wait until it exists");
				}
				pause(session, backOff.nextBackOff());
			}
		}
	}

	private String problem(Exception ex) {
		String chroot = (chroot() != null) ? chroot() : "";
		return "The chroot or namespace '%s' (zk.connect-string, zk.namespace) cannot be used: %s"
			.formatted(chroot + (namespacePath().equals("/") ? "" : namespacePath()), ex.getMessage());
	}

	private @Nullable String chroot() {
		return new ConnectStringParser(this.curator.getZookeeperClient().getCurrentConnectionString()).getChrootPath();
	}

	private String namespacePath() {
		String namespace = this.curator.getNamespace();
		return "/" + (StringUtils.hasLength(namespace) ? namespace : "");
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
		if (!namespacePath().equals("/")) {
			create(root, namespacePath());
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
			throw new ChrootUnavailableException(chroot, Codes.reason(ex.code()), ex);
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
