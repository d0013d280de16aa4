package io.github.zkspring.embedded;

import java.nio.file.Path;
import java.util.Properties;

import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;

/**
 * Configures ZooKeeper's own embedded server for development: loopback only, sessions
 * from 1 s to 60 s, any number of clients.
 */
final class EmbeddedServerFactory {

	private static final int TICK_MILLIS = 250;

	private static final int MIN_SESSION_MILLIS = 1000;

	private static final int MAX_SESSION_MILLIS = 60000;

	private EmbeddedServerFactory() {
	}

	static ZooKeeperServerEmbedded create(int port, Path dataDirectory) throws Exception {
		// ZooKeeper writes the configuration to a file of its base directory, reads it
		// back at once and forgets it there
		try (EmbeddedServerDirectory scratch = EmbeddedServerDirectory.temporary()) {
			return ZooKeeperServerEmbedded.builder()
				.baseDir(scratch.path())
				.configuration(configuration(port, dataDirectory))
				.exitHandler(ExitHandler.LOG_ONLY)
				.build();
		}
	}

	// keys that ZooKeeper does not know become JVM-wide system properties: none of these
	// does
	private static Properties configuration(int port, Path dataDirectory) {
		Properties properties = new Properties();
		properties.setProperty("clientPortAddress", EmbeddedServerPort.HOST);
		properties.setProperty("clientPort", Integer.toString(port));
		properties.setProperty("dataDir", dataDirectory.toString());
		properties.setProperty("tickTime", Integer.toString(TICK_MILLIS));
		properties.setProperty("minSessionTimeout", Integer.toString(MIN_SESSION_MILLIS));
		properties.setProperty("maxSessionTimeout", Integer.toString(MAX_SESSION_MILLIS));
		properties.setProperty("maxClientCnxns", "0");
		return properties;
	}

}
