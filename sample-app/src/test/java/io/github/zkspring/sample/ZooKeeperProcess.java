package io.github.zkspring.sample;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.apache.zookeeper.server.ZooKeeperServerMain;

import static org.awaitility.Awaitility.await;

/**
 * A ZooKeeper server in a process of its own, on the loopback address.
 */
final class ZooKeeperProcess implements AutoCloseable {

	static final Duration TICK = Duration.ofMillis(500);

	private final JavaProcess process;

	private final int port;

	private ZooKeeperProcess(JavaProcess process, int port) {
		this.process = process;
		this.port = port;
	}

	static ZooKeeperProcess start(Path directory) throws IOException {
		int port = freePort();
		Path config = Files.writeString(directory.resolve("zoo.cfg"), """
				dataDir=%s
				clientPortAddress=127.0.0.1
				clientPort=%d
				tickTime=%d
				admin.enableServer=false
				""".formatted(directory.resolve("data"), port, TICK.toMillis()));
		JavaProcess process = JavaProcess.start("zookeeper",
				List.of("-Dlogback.configurationFile=zookeeper-server-logback.xml"), ZooKeeperServerMain.class,
				List.of(config.toString()));
		return new ZooKeeperProcess(process, port);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = JavaProcess.listen()) {
			return socket.getLocalPort();
		}
	}

	void awaitListening() {
		await(this.process.toString()).ignoreExceptions().atMost(Duration.ofSeconds(30)).until(() -> {
			try (Socket socket = new Socket("127.0.0.1", this.port)) {
				return socket.isConnected();
			}
		});
	}

	String connectString() {
		return "127.0.0.1:" + this.port;
	}

	@Override
	public void close() {
		this.process.close();
	}

}
