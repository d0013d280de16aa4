package io.github.zkspring.client.startup;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.zkspring.client.ServerProbe;
import io.github.zkspring.client.ZkAuthenticationException;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkUnavailableException;
import io.github.zkspring.client.connection.CuratorSession;
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
 * Starts the client before everything else that starts, and closes it after everything
 * else has stopped: when this bean is destroyed, so that a context that is stopped and
 * started again keeps its session, and destruction callbacks may still use the client.
 *
 * <p>
 * With {@code zk.startup.on-unavailable=fail} the start returns with a session or throws.
 * A client that was started elsewhere is used as it is, and closed where it was started.
 */
public class ZkClientLifecycle implements SmartLifecycle, DisposableBean {

	private static final Log logger = LogFactory.getLog(ZkClientLifecycle.class);

	/** With the time that elections take to leave, a context closes in five seconds. */
	private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(2500);

	private static final Duration ABORT_TIMEOUT = Duration.ofMillis(500);

	private static final Duration LOOK = Duration.ofMillis(50);

	private final CuratorFramework curator;

	private final CuratorSession session;

	private final ZkStartup startup;

	private final RootPathInitializer preparation;

	private final ConnectStringProbe probe;

	private volatile boolean started;

	private volatile boolean running;

	/**
	 * Create the lifecycle of a client.
	 * @param curator the client
	 * @param session its session
	 * @param startup what to do while no server answers
	 * @param preparation what to do with the first connection
	 * @param probe finds out why there is no session
	 */
	public ZkClientLifecycle(CuratorFramework curator, CuratorSession session, ZkStartup startup,
			RootPathInitializer preparation, ConnectStringProbe probe) {
		this.curator = curator;
		this.session = session;
		this.startup = startup;
		this.preparation = preparation;
		this.probe = probe;
	}

	@Override
	public void start() {
		if (this.curator.getState() == CuratorFrameworkState.LATENT) {
			this.started = true;
			this.curator.start();
		}
		if (this.startup.required()) {
			awaitSession();
			prepare();
		}
		else {
			new BackgroundPreparation(this.session, this.preparation).start();
		}
		this.running = true;
	}

	// the probe runs beside the second half of the wait and takes nothing off it
	private void awaitSession() {
		Duration half = this.startup.timeout().dividedBy(2);
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
			throw new ZkUnavailableException(this.startup.timeout(), findings.get());
		}
		catch (ExecutionException ex) {
			throw new ZkException("No session with ZooKeeper, and no look at the servers", ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ZkException("Interrupted while waiting for a session with ZooKeeper", ex);
		}
	}

	// a server gives the session first and looks at the identity then
	private void throwIfRefused(@Nullable Throwable cause) {
		if (this.session.state() == ZkSessionState.AUTH_FAILED
				|| cause instanceof KeeperException.AuthFailedException) {
			throw new ZkAuthenticationException("ZooKeeper refused the identity of this application");
		}
	}

	// in a thread of its own: after a refusal Curator would hold this one for a whole
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
			task.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
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
		if (this.started) {
			Thread closer = ZkThreads.single("zk-close").newThread(this.curator::close);
			closer.start();
			closer.join(CLOSE_TIMEOUT.toMillis());
			if (closer.isAlive()) {
				logger.warn("No server confirmed the close of the session within " + CLOSE_TIMEOUT.toMillis()
						+ " ms: it ends by its timeout");
				// the handle waits for an answer, and ends its threads when it is
				// interrupted
				closer.interrupt();
				closer.join(ABORT_TIMEOUT.toMillis());
			}
		}
	}

}
