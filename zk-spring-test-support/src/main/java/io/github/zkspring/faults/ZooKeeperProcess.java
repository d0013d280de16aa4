package io.github.zkspring.faults;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.ZKDatabase;
import org.apache.zookeeper.server.ZooKeeperServerMain;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/**
 * A ZooKeeper server in a separate process, standalone or in a {@link ZooKeeperEnsemble},
 * that keeps its port and its data across a kill and a restart.
 */
public final class ZooKeeperProcess implements AutoCloseable {

	/**
	 * Tick of the server: a session expires at the first tick after its timeout.
	 */
	public static final Duration TICK = Duration.ofMillis(500);

	private static final Pattern MODE = Pattern.compile("Mode: (\\w+)");

	private final Machine machine;

	private final Path directory;

	private final List<String> options;

	private final int port;

	private final String settings;

	private @Nullable JavaProcess process;

	/**
	 * Prepares a server.
	 * @param machine where it runs
	 * @param port its client port
	 * @param options further options of its JVM
	 * @param id its number in the ensemble, {@code 0} for a server alone
	 * @param settings further lines of its configuration, those of the ensemble among
	 * them
	 */
	ZooKeeperProcess(Machine machine, int port, List<String> options, int id, String settings) {
		this.machine = machine;
		this.port = port;
		this.options = options;
		this.settings = settings;
		try {
			this.directory = Files.createTempDirectory("zookeeper-process");
			if (id > 0) {
				Path data = Files.createDirectories(this.directory.resolve("data"));
				Files.writeString(data.resolve("myid"), Integer.toString(id));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Starts a standalone server on a free port of the loopback address.
	 * @param options further options of its JVM
	 * @return the server, answering
	 */
	public static ZooKeeperProcess start(String... options) {
		return start(List.of(), options);
	}

	/**
	 * Starts a standalone server on a free port of the loopback address.
	 * @param settings further lines of its configuration
	 * @param options further options of its JVM
	 * @return the server, answering
	 */
	public static ZooKeeperProcess start(List<String> settings, String... options) {
		String lines = settings.stream().map((line) -> line + "\n").collect(Collectors.joining());
		ZooKeeperProcess server = new ZooKeeperProcess(Machine.LOCAL, FreePorts.take(), List.of(options), 0, lines);
		server.launch();
		server.awaitAnswer();
		return server;
	}

	/**
	 * Starts a read-only server: the two other servers of its ensemble never start.
	 * @return the server, answering
	 */
	public static ZooKeeperProcess startReadOnly() {
		String lines = IntStream.rangeClosed(1, 3)
			.mapToObj((id) -> "server.%d=127.0.0.1:%d:%d%n".formatted(id, FreePorts.take(), FreePorts.take()))
			.collect(Collectors.joining("", "initLimit=4%nsyncLimit=4%nlocalSessionsEnabled=true%n".formatted(), ""));
		ZooKeeperProcess server = new ZooKeeperProcess(Machine.LOCAL, FreePorts.take(),
				List.of("-Dreadonlymode.enabled=true"), 1, lines);
		server.launch();
		server.awaitAnswer();
		server.awaitReadOnlySession();
		return server;
	}

	// the server says that it answers reads some time before it gives sessions for them
	private void awaitReadOnlySession() {
		CountDownLatch connected = new CountDownLatch(1);
		try (ZooKeeper client = new ZooKeeper(connectString(), 6000, (event) -> {
			if (event.getState() == KeeperState.ConnectedReadOnly) {
				connected.countDown();
			}
		}, true)) {
			await(process().toString()).atMost(Timeouts.FAILOVER).until(() -> connected.getCount() == 0);
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Restarts the server on its port and data without waiting for it.
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
					4lw.commands.whitelist=srvr,cons,wchs,wchp,ruok
					%s					""".formatted(this.directory.resolve("data"), this.machine.address(), this.port,
					TICK.toMillis(), this.settings));
			List<String> jvm = new ArrayList<>(this.options);
			jvm.add("-Dlogback.configurationFile=zookeeper-server-logback.xml");
			Class<?> mainClass = this.settings.contains("server.") ? QuorumPeerMain.class : ZooKeeperServerMain.class;
			this.process = JavaProcess.start(this.machine, "zookeeper-" + this.machine.name() + "-" + this.port, jvm,
					mainClass, List.of(config.toString()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Kills the server (SIGKILL).
	 */
	public void kill() {
		process().close();
	}

	/**
	 * Kills the server and copies its data.
	 * @return the copy, for {@link #replaceData}
	 */
	public Path killAndCopyData() {
		kill();
		try {
			Path copy = this.directory.resolve("copy-" + System.nanoTime());
			FileSystemUtils.copyRecursively(this.directory.resolve("data"), copy);
			return copy;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Kills the server, and replaces its data.
	 * @param copy the data to restore, or {@code null} to start empty
	 */
	public void replaceData(@Nullable Path copy) {
		kill();
		try {
			FileSystemUtils.deleteRecursively(this.directory.resolve("data"));
			if (copy != null) {
				FileSystemUtils.copyRecursively(copy, this.directory.resolve("data"));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Kills the server and starts it again on its port and data.
	 */
	public void restart() {
		kill();
		launch();
		awaitAnswer();
	}

	/**
	 * Restarts the server with another number of children that were created below a
	 * znode: the sequence number of the next one.
	 * @param path the znode
	 * @param next the sequence number
	 */
	public void restartWithSequence(String path, int next) {
		kill();
		File data = this.directory.resolve("data").toFile();
		try {
			FileTxnSnapLog files = new FileTxnSnapLog(data, data);
			ZKDatabase database = new ZKDatabase(files);
			database.loadDataBase();
			database.getNode(path).stat.setCversion(next);
			files.save(database.getDataTree(), database.getSessionWithTimeOuts(), true);
			files.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		launch();
		awaitAnswer();
	}

	/**
	 * Waits until the server accepts requests.
	 */
	public void awaitAnswer() {
		await(process().toString()).pollInterval(Duration.ofMillis(20))
			.atMost(Timeouts.LONG)
			.until(() -> !mode().isEmpty());
	}

	/**
	 * Returns the process of the server, to suspend and resume it.
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
	 * Sends a four-letter word to the server.
	 * @param word the word
	 * @return its answer
	 * @throws IOException when it does not answer
	 */
	public String fourLetters(String word) throws IOException {
		return this.machine.ask(this.port, word);
	}

	/**
	 * Returns the mode of the server: "leader", "follower" or "standalone".
	 * @return the mode, empty while it does not serve
	 */
	public String mode() {
		try {
			Matcher mode = MODE.matcher(fourLetters("srvr"));
			return mode.find() ? mode.group(1) : "";
		}
		catch (IOException ex) {
			return "";
		}
	}

	/**
	 * Returns the machine of the server.
	 * @return the machine
	 */
	public Machine machine() {
		return this.machine;
	}

	public String connectString() {
		return this.machine.address() + ":" + this.port;
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
