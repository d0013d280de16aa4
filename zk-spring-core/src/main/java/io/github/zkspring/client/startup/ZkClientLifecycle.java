package io.github.zkspring.client.startup;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import io.github.zkspring.client.ServerProbe;
import io.github.zkspring.client.ZkAuthenticationException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.client.support.InterruptOnShutdown;
import io.github.zkspring.client.support.ZkPhases;
import io.github.zkspring.client.support.ZkThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the client when a bean first needs it, at the latest before all other lifecycle
 * beans, and closes it when this bean is destroyed. A context that is stopped and started
 * again therefore keeps its session, and destruction callbacks can still use the client.
 *
 * <p>
 * With {@code zk.startup.on-unavailable=fail} the start returns with a session or throws.
 * A client that the application has already started is neither started nor closed.
 */
public class ZkClientLifecycle implements SmartLifecycle, DisposableBean {

	private static final Log logger = LogFactory.getLog(ZkClientLifecycle.class);

	/** Together with the time to leave elections, a context closes within 5 s. */
	private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(2500);

	private static final Duration ABORT_TIMEOUT = Duration.ofMillis(500);

	private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

	private final CuratorFramework curator;

	private final CuratorSession session;

	private final @Nullable Duration startupTimeout;

	private final RootPathInitializer preparation;

	private final ConnectStringProbe probe;

	private final Lock starting = new ReentrantLock();

	/** Whether the client is ready to use, or closed. */
	private volatile boolean done;

	private volatile boolean started;

	private volatile boolean running;

	/**
	 * Creates the lifecycle of a client.
	 * @param curator the client
	 * @param session its session
	 * @param startupTimeout how long startup waits for a session before it fails,
	 * {@code null} to connect in the background
	 * @param preparation the preparation of chroot and namespace
	 * @param probe the probe that finds why there is no session
	 */
	public ZkClientLifecycle(CuratorFramework curator, CuratorSession session, @Nullable Duration startupTimeout,
			RootPathInitializer preparation, ConnectStringProbe probe) {
		this.curator = curator;
		this.session = session;
		this.startupTimeout = startupTimeout;
		this.preparation = preparation;
		this.probe = probe;
	}

	@Override
	public void start() {
		ensureStarted();
		this.running = true;
	}

	/**
	 * Starts the client unless it is started. Concurrent callers wait for the first one.
	 * @throws ZkException if startup requires a session and there is none
	 */
	public void ensureStarted() {
		if (this.done) {
			return;
		}
		this.starting.lock();
		try {
			if (!this.done) {
				startUntilShutdown();
				this.done = true;
			}
		}
		finally {
			this.starting.unlock();
		}
	}

	private void startUntilShutdown() {
		try (InterruptOnShutdown interrupt = new InterruptOnShutdown()) {
			startClient();
		}
	}

	private void startClient() {
		if (this.curator.getState() == CuratorFrameworkState.LATENT) {
			this.started = true;
			// the first session is prepared below
			this.session.prepareWith((handle, prepared) -> {
			});
			this.curator.start();
		}
		if (this.startupTimeout != null) {
			awaitSession(this.startupTimeout);
			prepare();
			this.session.prepareWith(this.preparation.ofLaterSessions(this.session));
			this.session.prepared();
		}
		else {
			this.preparation.startInBackground(this.session);
		}
	}

	// the probe runs in parallel with the second half of the wait and does not shorten it
	private void awaitSession(Duration timeout) {
		Duration half = timeout.dividedBy(2);
		try {
			if (this.session.awaitConnection(half)) {
				return;
			}
			throwIfRefused(null);
			FutureTask<List<ServerProbe>> findings = new FutureTask<>(
					() -> this.probe.run(this.curator.getZookeeperClient().getCurrentConnectionString(), half));
			ZkThreads.single("zk-preflight").newThread(findings).start();
			if (this.session.awaitConnection(half)) {
				findings.cancel(true);
				return;
			}
			throwIfRefused(null);
			throw new ZkUnavailableException(timeout, findings.get());
		}
		catch (ExecutionException ex) {
			throw new ZkException("No session with ZooKeeper, and the probe of the servers failed", ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ZkException("Interrupted while waiting for a session with ZooKeeper", ex);
		}
	}

	// a server establishes the session first and checks the identity afterwards
	private void throwIfRefused(@Nullable Throwable cause) {
		if (this.session.state() == ZkSessionState.AUTH_FAILED
				|| cause instanceof KeeperException.AuthFailedException) {
			throw new ZkAuthenticationException("ZooKeeper refused the identity of this application");
		}
	}

	// on a separate thread: after a refused identity Curator blocks the caller for the
	// connection timeout
	private void prepare() {
		FutureTask<@Nullable Void> task = new FutureTask<>(() -> {
			this.preparation.run();
			return null;
		});
		ZkThreads.single("zk-preparation").newThread(task).start();
		try {
			while (!isDone(task)) {
				throwIfRefused(null);
			}
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof ZkException failure) {
				throw failure;
			}
			throwIfRefused(ex.getCause());
			throw new ZkException("The first requests to ZooKeeper failed", ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ZkException("Interrupted in the first requests to ZooKeeper", ex);
		}
		finally {
			task.cancel(true);
		}
	}

	private static boolean isDone(FutureTask<?> task) throws InterruptedException, ExecutionException {
		try {
			task.get(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return ZkPhases.CLIENT;
	}

	@Override
	public void destroy() throws InterruptedException {
		this.done = true;
		if (this.started) {
			Thread closer = ZkThreads.single("zk-close").newThread(this.curator::close);
			closer.start();
			closer.join(CLOSE_TIMEOUT.toMillis());
			if (closer.isAlive()) {
				logger.warn("No server confirmed the close of the session within " + CLOSE_TIMEOUT.toMillis()
						+ " ms. The session expires after its timeout.");
				// the handle waits for an answer and ends its threads when interrupted
				closer.interrupt();
				closer.join(ABORT_TIMEOUT.toMillis());
			}
		}
	}

}
