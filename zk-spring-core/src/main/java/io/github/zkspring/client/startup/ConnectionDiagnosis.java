package io.github.zkspring.client.startup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.zkspring.client.ServerProbe;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkSessionStateEvent;
import io.github.zkspring.client.connection.CuratorSession;
import io.github.zkspring.client.support.ZkEventLoop;
import io.github.zkspring.client.support.ZkThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.framework.CuratorFramework;

/**
 * Finds out, while the session is without connection, what is wrong at the servers, and
 * notes it as the last error of the session. It looks when the connection has been away
 * for a moment and then from time to time, on a short-lived thread {@code zk-diagnosis}.
 */
public class ConnectionDiagnosis implements Consumer<ZkSessionStateEvent> {

	private static final Log logger = LogFactory.getLog(ConnectionDiagnosis.class);

	private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

	private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

	private static final Duration BUDGET = Duration.ofSeconds(2);

	private final CuratorFramework curator;

	private final CuratorSession session;

	private final ConnectStringProbe probe;

	private final ZkEventLoop loop;

	/**
	 * Create the diagnosis of a session.
	 * @param curator the client
	 * @param session its session, which keeps what is found
	 * @param probe looks at the servers
	 * @param loop where the looks are timed
	 */
	public ConnectionDiagnosis(CuratorFramework curator, CuratorSession session, ConnectStringProbe probe,
			ZkEventLoop loop) {
		this.curator = curator;
		this.session = session;
		this.probe = probe;
		this.loop = loop;
		session.addStateListener(this);
		lookLater(FIRST_LOOK);
	}

	@Override
	public void accept(ZkSessionStateEvent event) {
		if (event.state() == ZkSessionState.AUTH_FAILED) {
			note("the servers refuse the identity of this application");
		}
		else if (event.state() == ZkSessionState.SUSPENDED) {
			lookLater(FIRST_LOOK);
		}
	}

	private void lookLater(Duration delay) {
		Instant since = this.session.since();
		this.loop.schedule(() -> {
			if (isWithoutConnection() && this.session.since().compareTo(since) >= 0) {
				ZkThreads.single("zk-diagnosis").newThread(this::look).start();
			}
		}, delay);
	}

	private void look() {
		try {
			List<ServerProbe> findings = this.probe.run(this.curator.getZookeeperClient().getCurrentConnectionString(),
					BUDGET);
			if (isWithoutConnection()) {
				note(findings.stream()
					.map((finding) -> finding.server() + " " + finding.finding())
					.collect(Collectors.joining(", ")));
				lookLater(LOOK_AGAIN);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean isWithoutConnection() {
		return switch (this.session.state()) {
			case CONNECTING, SUSPENDED, LOST -> true;
			default -> false;
		};
	}

	private void note(String error) {
		logger.debug("Without connection: " + error);
		this.session.noteError(Instant.now() + ": " + error);
	}

}
