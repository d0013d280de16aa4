package io.github.zkspring.client.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.client.ZkSessionStateEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.client.ConnectStringParser;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Writes one log line for each transition of the session.
 */
class SessionTransitionLog implements Consumer<ZkSessionStateEvent> {

	private static final Log logger = LogFactory.getLog(SessionTransitionLog.class);

	private final CuratorFramework curator;

	private final ZkSession session;

	/** When the last connection ended, {@code null} while connected. */
	private @Nullable Instant disconnected;

	private long lastId;

	SessionTransitionLog(CuratorFramework curator, ZkSession session) {
		this.curator = curator;
		this.session = session;
	}

	@Override
	public void accept(ZkSessionStateEvent event) {
		switch (event.state()) {
			case CONNECTED, READ_ONLY -> connected(event);
			case SUSPENDED -> logger.warn(("Lost the connection of ZooKeeper session %s, trying to connect again. "
					+ "Servers end the session after %d ms")
				.formatted(id(event), this.session.negotiatedTimeout().toMillis()));
			case LOST -> logger
				.warn(("ZooKeeper session %s has ended%s: its ephemeral znodes are deleted, a new " + "session follows")
					.formatted(id(event), outage(event)));
			case AUTH_FAILED ->
				logger.error("ZooKeeper refuses the identity of this application ('zk.auth', 'zk.sasl')");
			case CLOSED -> closed(event);
			default -> logger.debug(event);
		}
		if (event.state() == ZkSessionState.SUSPENDED
				|| (event.state() == ZkSessionState.LOST && this.disconnected == null)) {
			this.disconnected = event.at();
		}
	}

	private void connected(ZkSessionStateEvent event) {
		boolean restored = this.lastId == event.sessionId();
		logger.info("%s ZooKeeper%s%s: session %s, timeout %d ms%s".formatted(
				restored ? "Restored the connection to" : "Connected to", place(), outage(event), id(event),
				this.session.negotiatedTimeout().toMillis(),
				(event.state() == ZkSessionState.READ_ONLY) ? ", read-only: the server has no quorum" : ""));
		this.lastId = event.sessionId();
		this.disconnected = null;
	}

	private static void closed(ZkSessionStateEvent event) {
		if (event.sessionId() != 0) {
			logger.info("Closed ZooKeeper session " + id(event));
		}
	}

	private String place() {
		StringBuilder place = new StringBuilder();
		this.session.server().ifPresent((server) -> place.append(" at ").append(server));
		String connectString = this.curator.getZookeeperClient().getCurrentConnectionString();
		String chroot = StringUtils.hasText(connectString) ? new ConnectStringParser(connectString).getChrootPath()
				: null;
		if (chroot != null) {
			place.append(", chroot ").append(chroot);
		}
		return place.toString();
	}

	private String outage(ZkSessionStateEvent event) {
		Instant begin = this.disconnected;
		return (begin != null) ? " after %d ms".formatted(Duration.between(begin, event.at()).toMillis()) : "";
	}

	private static String id(ZkSessionStateEvent event) {
		return "0x" + Long.toHexString(event.sessionId());
	}

}
