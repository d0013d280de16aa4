package io.github.zkspring.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import io.github.zkspring.embedded.EmbeddedZooKeeperException.Reason;

/**
 * The one address that the server listens on, and whether it is still to be had. A server
 * that cannot bind its port says so in its log only and lets its starter wait.
 */
final class EmbeddedServerPort {

	static final String HOST = "127.0.0.1";

	private EmbeddedServerPort() {
	}

	static void check(int port) {
		if (port == 0) {
			return;
		}
		try (ServerSocket socket = new ServerSocket()) {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(HOST, port));
		}
		catch (IOException ex) {
			throw new EmbeddedZooKeeperException(Reason.PORT_UNAVAILABLE, port,
					"A ZooKeeper server in this JVM cannot listen on %s:%d: %s".formatted(HOST, port, ex.getMessage()),
					ex);
		}
	}

}
