package io.github.zkspring.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.apache.zookeeper.server.ZooKeeperServerMain;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/**
 * A ZooKeeper server in a process of its own, on a free port of the loopback address,
 * that keeps its port and its data when it is killed and started again.
 */
public final class ZooKeeperProcess implements AutoCloseable {

	/**
	 * The tick of the server: sessions end at the next one after their timeout.
	 */
	public static final Duration TICK = Duration.ofMillis(500);

	private static final String LOOPBACK = "127.0.0.1";

	private final Path directory;

	private final List<String> options;

	private final int port;

	private @Nullable JavaProcess process;

	private ZooKeeperProcess(Path directory, int port, List<String> options) {
		this.directory = directory;
		this.port = port;
		this.options = options;
	}

	/**
	 * Start a server.
	 * @param options further options of its JVM
	 * @return the server, answering
	 */
	public static ZooKeeperProcess start(String... options) {
		try (ServerSocket socket = JavaProcess.listen()) {
			ZooKeeperProcess server = new ZooKeeperProcess(Files.createTempDirectory("zookeeper-process"),
					socket.getLocalPort(), List.of(options));
			socket.close();
			server.launch();
			server.awaitAnswer();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Start the server again on its port and data, and return at once.
	 */
	public void launch() {
		try {
			Path config = Files.writeString(this.directory.resolve("zoo.cfg"), """
					dataDir=%s
					clientPortAddress=%s
					clientPort=%d
					tickTime=%d
					minSessionTimeout=1000
					maxSessionTimeout=60000
					admin.enableServer=false
					4lw.commands.whitelist=srvr,wchs,wchp,ruok
					""".formatted(this.directory.resolve("data"), LOOPBACK, this.port, TICK.toMillis()));
			List<String> jvm = new ArrayList<>(this.options);
			jvm.add("-Dlogback.configurationFile=zookeeper-server-logback.xml");
			this.process = JavaProcess.start("zookeeper-" + this.port, jvm, ZooKeeperServerMain.class,
					List.of(config.toString()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Kill the server (SIGKILL).
	 */
	public void kill() {
		process().close();
	}

	/**
	 * Kill the server and start it again on its port and data.
	 */
	public void restart() {
		kill();
		launch();
		awaitAnswer();
	}

	/**
	 * Wait until the server serves.
	 */
	public void awaitAnswer() {
		await(process().toString()).ignoreExceptions()
			.pollInterval(Duration.ofMillis(20))
			.atMost(Duration.ofSeconds(30))
			.until(() -> fourLetters("srvr").contains("Mode:"));
	}

	/**
	 * The process of the server, to suspend and resume it.
	 * @return the present process
	 */
	public JavaProcess process() {
		JavaProcess running = this.process;
		if (running == null) {
			throw new IllegalStateException("The server was never started");
		}
		return running;
	}

	/**
	 * Ask the server with a four-letter word.
	 * @param word the word
	 * @return its answer
	 * @throws IOException when it does not answer
	 */
	public String fourLetters(String word) throws IOException {
		try (Socket socket = new Socket(LOOPBACK, this.port)) {
			socket.setSoTimeout(2000);
			socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	public String connectString() {
		return LOOPBACK + ":" + this.port;
	}

	public int port() {
		return this.port;
	}

	@Override
	public void close() {
		kill();
		FileSystemUtils.deleteRecursively(this.directory.toFile());
	}

}
