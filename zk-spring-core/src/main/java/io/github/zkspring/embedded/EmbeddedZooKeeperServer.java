package io.github.zkspring.embedded;

import java.nio.file.Path;

import io.github.zkspring.embedded.EmbeddedZooKeeperException.Reason;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A ZooKeeper server inside this JVM, for development and tests. It listens on
 * {@code 127.0.0.1} and nowhere else and grants sessions from 1 s to 60 s.
 *
 * <p>
 * A port of 0 means any free port; the one that is found is kept for the life of this
 * object, so that clients find the server again after {@link #stop()} and
 * {@link #start()}. A data directory that is given is kept with all that is in it, and
 * belongs to one server at a time. Without one the data is in a temporary directory that
 * {@link #close()} deletes.
 *
 * <p>
 * The server needs {@code io.dropwizard.metrics:metrics-core} and
 * {@code org.xerial.snappy:snappy-java} on the class path. A start that fails throws an
 * {@link EmbeddedZooKeeperException} and leaves nothing behind. JVM-wide effects: from
 * the first start on ZooKeeper logs a fatal error of a server instead of ending the JVM,
 * for every server of this JVM. While a start is under way the system property
 * {@code zookeeper.admin.enableServer} is {@code false}.
 *
 * @since 0.1.0
 */
public final class EmbeddedZooKeeperServer implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(EmbeddedZooKeeperServer.class);

	private final Object monitor = new Object();

	private final @Nullable Path dataDirectory;

	private volatile int port;

	private volatile @Nullable EmbeddedServerRun run;

	private @Nullable EmbeddedServerDirectory directory;

	/**
	 * Create a server on a free port with its data in a temporary directory.
	 */
	public EmbeddedZooKeeperServer() {
		this(0, null);
	}

	/**
	 * Create a server.
	 * @param port the port to listen on, 0 for any free one
	 * @param dataDirectory where the data is kept, {@code null} for a temporary directory
	 */
	public EmbeddedZooKeeperServer(int port, @Nullable Path dataDirectory) {
		Assert.isTrue(port >= 0 && port <= 65535, () -> "'port' must be from 0 to 65535, not " + port);
		this.port = port;
		this.dataDirectory = dataDirectory;
	}

	/**
	 * Start the server and return when it serves. Does nothing if it runs.
	 * @throws EmbeddedZooKeeperException if it cannot be started
	 */
	public void start() {
		synchronized (this.monitor) {
			if (isRunning()) {
				return;
			}
			stop();
			EmbeddedServerJars.check(EmbeddedZooKeeperServer.class.getClassLoader(), this.port);
			EmbeddedServerPort.check(this.port);
			try {
				run();
			}
			catch (Exception ex) {
				deleteDirectory();
				throw failure(ex);
			}
		}
	}

	private void run() throws Exception {
		EmbeddedServerDirectory data = (this.directory != null) ? this.directory
				: EmbeddedServerDirectory.of(this.dataDirectory);
		this.directory = data;
		EmbeddedServerRun started = new EmbeddedServerRun(EmbeddedServerFactory.create(this.port, data.path()));
		started.start();
		this.port = started.port();
		this.run = started;
		logger.info("Development ZooKeeper server listens on " + getConnectString() + ", data in " + data.path());
	}

	private EmbeddedZooKeeperException failure(Exception cause) {
		if (cause instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
		// another process may have taken the port since it was checked
		EmbeddedServerPort.check(this.port);
		return new EmbeddedZooKeeperException(Reason.OTHER, this.port,
				"A ZooKeeper server in this JVM did not start: " + cause, cause);
	}

	/**
	 * Stop the server and keep its data, also that in a temporary directory. Returns when
	 * its threads have ended, after about 3 s at most. Does nothing if it does not run.
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
	 * Stop the server and delete the temporary directory, if its data is in one. May be
	 * called at any time and any number of times.
	 */
	@Override
	public void close() {
		synchronized (this.monitor) {
			stop();
			deleteDirectory();
		}
	}

	private void deleteDirectory() {
		if (this.directory != null) {
			this.directory.close();
			this.directory = null;
		}
	}

	/**
	 * Whether the server runs.
	 * @return {@code true} from its start until it was stopped or has died
	 */
	public boolean isRunning() {
		EmbeddedServerRun running = this.run;
		return running != null && running.isAlive();
	}

	/**
	 * The port the server listens on; still the same after it was stopped.
	 * @return the port
	 * @throws IllegalStateException if any free port was asked for and the server was
	 * never started
	 */
	public int getPort() {
		Assert.state(this.port != 0, "The server has no port before its first start");
		return this.port;
	}

	/**
	 * What a client needs to reach the server.
	 * @return the connect string, {@code 127.0.0.1:port}
	 */
	public String getConnectString() {
		return EmbeddedServerPort.HOST + ":" + getPort();
	}

}
