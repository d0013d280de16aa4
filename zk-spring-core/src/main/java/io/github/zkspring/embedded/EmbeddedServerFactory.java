package io.github.zkspring.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import io.github.zkspring.embedded.EmbeddedZooKeeperException.Reason;
import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;

import org.springframework.util.ClassUtils;

/**
 * Creates ZooKeeper's own embedded server with a configuration for development: loopback
 * address only, sessions from 1 s to 60 s, unlimited clients. Checks beforehand what the
 * server itself would not report.
 */
final class EmbeddedServerFactory {

	static final String HOST = "127.0.0.1";

	private static final int TICK_MILLIS = 250;

	private static final int MIN_SESSION_MILLIS = 1000;

	private static final int MAX_SESSION_MILLIS = 60000;

	private EmbeddedServerFactory() {
	}

	/**
	 * Check that the jars are present that a server needs in addition to ZooKeeper.
	 * Without them a server ends the JVM or fails during startup.
	 * @param classLoader the class loader of the server
	 * @param port the requested port
	 */
	static void checkJars(ClassLoader classLoader, int port) {
		List<String> missing = new ArrayList<>();
		if (!ClassUtils.isPresent("com.codahale.metrics.Reservoir", classLoader)) {
			missing.add("io.dropwizard.metrics:metrics-core");
		}
		if (!ClassUtils.isPresent("org.xerial.snappy.SnappyInputStream", classLoader)) {
			missing.add("org.xerial.snappy:snappy-java");
		}
		if (!missing.isEmpty()) {
			throw new EmbeddedZooKeeperException(Reason.JARS_MISSING, port,
					"An embedded ZooKeeper server requires %s on the class path"
						.formatted(String.join(" and ", missing)),
					null);
		}
	}

	/**
	 * Check that the port is available. A server that cannot bind its port only logs the
	 * failure.
	 * @param port the requested port, 0 for any
	 */
	static void checkPort(int port) {
		if (port == 0) {
			return;
		}
		try (ServerSocket socket = new ServerSocket()) {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(HOST, port));
		}
		catch (IOException ex) {
			throw new EmbeddedZooKeeperException(Reason.PORT_UNAVAILABLE, port,
					"The embedded ZooKeeper server cannot listen on %s:%d: %s".formatted(HOST, port, ex.getMessage()),
					ex);
		}
	}

	static ZooKeeperServerEmbedded create(int port, Path dataDirectory) throws Exception {
		// ZooKeeper writes the configuration to a file in its base directory, reads it
		// immediately and never deletes it
		try (EmbeddedServerDirectory scratch = EmbeddedServerDirectory.temporary()) {
			return ZooKeeperServerEmbedded.builder()
				.baseDir(scratch.path())
				.configuration(configuration(port, dataDirectory))
				.exitHandler(ExitHandler.LOG_ONLY)
				.build();
		}
	}

	// keys that are unknown to ZooKeeper would become system properties
	private static Properties configuration(int port, Path dataDirectory) {
		Properties properties = new Properties();
		properties.setProperty("clientPortAddress", HOST);
		properties.setProperty("clientPort", Integer.toString(port));
		properties.setProperty("dataDir", dataDirectory.toString());
		properties.setProperty("tickTime", Integer.toString(TICK_MILLIS));
		properties.setProperty("minSessionTimeout", Integer.toString(MIN_SESSION_MILLIS));
		properties.setProperty("maxSessionTimeout", Integer.toString(MAX_SESSION_MILLIS));
		properties.setProperty("maxClientCnxns", "0");
		return properties;
	}

}
