package io.github.zkspring.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.zkspring.embedded.EmbeddedZooKeeperException.Reason;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.FileSystemUtils;

/**
 * A ZooKeeper server inside this JVM, for development and tests. It listens only on
 * {@code 127.0.0.1} and grants session timeouts from 1 s to 60 s.
 *
 * <p>
 * Port 0 selects a free port, which this object keeps, so that clients reconnect after
 * {@link #stop()} and {@link #start()}. A configured data directory is never deleted and
 * must not be used by two servers at the same time. Without one, the data is stored in a
 * temporary directory that {@link #close()} deletes. If the process is killed, the next
 * server on the machine deletes it.
 *
 * <p>
 * The server needs {@code io.dropwizard.metrics:metrics-core} and
 * {@code org.xerial.snappy:snappy-java} on the class path. A failed start throws an
 * {@link EmbeddedZooKeeperException} and leaves no thread, socket or file behind.
 * JVM-wide effects: from the first start on, ZooKeeper logs a fatal error of any server
 * in this JVM instead of ending the JVM. During a start, the system property
 * {@code zookeeper.admin.enableServer} is {@code false}. All methods are thread-safe.
 *
 * @since 0.1.0
 */
public final class EmbeddedZooKeeperServer implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(EmbeddedZooKeeperServer.class);

	private final Object monitor = new Object();

	private final @Nullable Path dataDirectory;

	private volatile int port;

	private volatile @Nullable EmbeddedServerRun run;

	private @Nullable Path temporaryDirectory;

	/**
	 * Creates a server on a free port with its data in a temporary directory.
	 */
	public EmbeddedZooKeeperServer() {
		this(0, null);
	}

	/**
	 * Creates a server.
	 * @param port the port to listen on, 0 for a free port
	 * @param dataDirectory the data directory, {@code null} for a temporary one
	 */
	public EmbeddedZooKeeperServer(int port, @Nullable Path dataDirectory) {
		Assert.isTrue(port >= 0 && port <= 65535, () -> "'port' must be from 0 to 65535, not " + port);
		this.port = port;
		this.dataDirectory = dataDirectory;
	}

	/**
	 * Starts the server and returns when it accepts clients. Has no effect if it is
	 * running.
	 * @throws EmbeddedZooKeeperException if it cannot be started
	 */
	public void start() {
		synchronized (this.monitor) {
			if (isRunning()) {
				return;
			}
			stop();
			checkJars(EmbeddedZooKeeperServer.class.getClassLoader(), this.port);
			checkPort(this.port);
			try {
				run();
			}
			catch (Exception ex) {
				deleteDirectory();
				throw failure(ex);
			}
		}
	}

	/**
	 * Checks that the jars are present that a server needs in addition to ZooKeeper.
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
	 * Checks that the port is available. A server that cannot bind its port only logs the
	 * failure.
	 * @param port the requested port, 0 for any
	 */
	private static void checkPort(int port) {
		if (port == 0) {
			return;
		}
		try (ServerSocket socket = new ServerSocket()) {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(EmbeddedServerRun.HOST, port));
		}
		catch (IOException ex) {
			throw new EmbeddedZooKeeperException(Reason.PORT_UNAVAILABLE, port,
					"The embedded ZooKeeper server cannot listen on %s:%d: %s".formatted(EmbeddedServerRun.HOST, port,
							ex.getMessage()),
					ex);
		}
	}

	private void run() throws Exception {
		Path data = directory();
		EmbeddedServerRun started = new EmbeddedServerRun(EmbeddedServerRun.create(this.port, data));
		started.start();
		this.port = started.port();
		this.run = started;
		logger.info("Embedded ZooKeeper server listens on " + getConnectString() + ", data in " + data);
	}

	private Path directory() throws IOException {
		if (this.dataDirectory != null) {
			Path configured = this.dataDirectory.toAbsolutePath();
			if (!Files.isDirectory(configured)) {
				Files.createDirectories(configured);
			}
			if (!Files.isWritable(configured)) {
				throw new IOException("No permission to write to " + configured);
			}
			return configured;
		}
		Path temporary = this.temporaryDirectory;
		if (temporary == null) {
			temporary = Files.createTempDirectory(EmbeddedServerRun.TEMPORARY);
			this.temporaryDirectory = temporary;
			StaleDirectories.remove(Objects.requireNonNull(temporary.toAbsolutePath().getParent()));
		}
		return temporary;
	}

	private EmbeddedZooKeeperException failure(Exception cause) {
		if (cause instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
		// another process may have bound the port after the check
		checkPort(this.port);
		return new EmbeddedZooKeeperException(Reason.OTHER, this.port,
				"The embedded ZooKeeper server did not start: " + cause, cause);
	}

	/**
	 * Stops the server and keeps its data, even in a temporary directory. Returns when
	 * its threads have ended, after about 3 s at most. Has no effect if it is not
	 * running.
	 */
	public void stop() {
		synchronized (this.monitor) {
			EmbeddedServerRun running = this.run;
			if (running != null) {
				running.stop();
				this.run = null;
			}
		}
	}

	/**
	 * Stops the server and deletes the temporary data directory, if there is one. May be
	 * called repeatedly.
	 */
	@Override
	public void close() {
		synchronized (this.monitor) {
			stop();
			deleteDirectory();
		}
	}

	private void deleteDirectory() {
		Path temporary = this.temporaryDirectory;
		this.temporaryDirectory = null;
		try {
			FileSystemUtils.deleteRecursively(temporary);
		}
		catch (IOException ex) {
			logger.warn("Temporary directory " + temporary + " could not be deleted", ex);
		}
	}

	/**
	 * Returns whether the server is running.
	 * @return {@code true} if the server is started and has not failed
	 */
	public boolean isRunning() {
		EmbeddedServerRun running = this.run;
		return running != null && running.isAlive();
	}

	/**
	 * Returns the port of the server. It stays the same after a stop.
	 * @return the port
	 * @throws IllegalStateException if a free port was requested and the server was never
	 * started
	 */
	public int getPort() {
		Assert.state(this.port != 0, "The server has no port before its first start");
		return this.port;
	}

	/**
	 * Returns the connect string for clients.
	 * @return the connect string, {@code 127.0.0.1:port}
	 */
	public String getConnectString() {
		return EmbeddedServerRun.HOST + ":" + getPort();
	}

}
