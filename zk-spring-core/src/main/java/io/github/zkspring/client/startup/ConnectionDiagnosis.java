package io.github.zkspring.client.startup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.zkspring.client.ServerProbe;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.client.support.ZkThreads;
import org.apache.curator.framework.CuratorFramework;

import org.springframework.util.StringUtils;

/**
 * Records why there is no session as the last error of the {@link CuratorSession}. Probes
 * the servers while no session could be established yet and after a session was lost, on
 * a short-lived thread {@code zk-diagnosis}. A suspended connection is not diagnosed.
 */
public class ConnectionDiagnosis implements Consumer<ZkSessionStateEvent> {

	private static final Duration FIRST_DELAY = Duration.ofSeconds(2);

	private static final Duration NEXT_DELAY = Duration.ofSeconds(15);

	private static final Duration BUDGET = Duration.ofSeconds(2);

	private final CuratorFramework curator;

	private final CuratorSession session;

	private final ConnectStringProbe probe;

	private final ZkEventLoop loop;

	private final AtomicBoolean scheduled = new AtomicBoolean();

	/**
	 * Creates the diagnosis of a session.
	 * @param curator the client
	 * @param session the session of the client, which stores the last error
	 * @param probe the probe of the servers
	 * @param loop the event loop that schedules the probes
	 */
	public ConnectionDiagnosis(CuratorFramework curator, CuratorSession session, ConnectStringProbe probe,
			ZkEventLoop loop) {
		this.curator = curator;
		this.session = session;
		this.probe = probe;
		this.loop = loop;
		session.addStateListener(this);
		schedule(FIRST_DELAY);
	}

	@Override
	public void accept(ZkSessionStateEvent event) {
		if (event.state() == ZkSessionState.AUTH_FAILED) {
			record("the servers refuse the identity of this application");
		}
		else if (event.state() == ZkSessionState.LOST) {
			schedule(FIRST_DELAY);
		}
	}

	private void schedule(Duration delay) {
		if (this.scheduled.compareAndSet(false, true)) {
			this.loop.schedule(() -> {
				this.scheduled.set(false);
				if (hasNoSession()) {
					ZkThreads.single("zk-diagnosis").newThread(this::probe).start();
				}
			}, delay);
		}
	}

	private void probe() {
		try {
			List<ServerProbe> probes = this.probe.run(this.curator.getZookeeperClient().getCurrentConnectionString(),
					BUDGET);
			if (hasNoSession()) {
				record(StringUtils.collectionToDelimitedString(probes, ", "));
				schedule(NEXT_DELAY);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean hasNoSession() {
		return this.session.state() == ZkSessionState.CONNECTING || this.session.state() == ZkSessionState.LOST;
	}

	private void record(String error) {
		this.session.noteError(Instant.now() + ": " + error);
	}

}
