package io.github.zkspring.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;

import org.springframework.util.FileSystemUtils;

/**
 * Runs a server from its start to the end of its last thread. Start and stop are bounded
 * even if the server hangs. The threads are daemon threads, so that a development server
 * does not keep the JVM alive.
 */
final class EmbeddedServerRun {

	static final String HOST = "127.0.0.1";

	/** Prefix of temporary directories; the process id tells whether one is in use. */
	static final String TEMPORARY = "zk-embedded-" + ProcessHandle.current().pid() + "-";

	private static final int TICK_MILLIS = 250;

	private static final int MIN_SESSION_MILLIS = 1000;

	private static final int MAX_SESSION_MILLIS = 60000;

	private static final Log logger = LogFactory.getLog(EmbeddedServerRun.class);

	private static final String ADMIN_SERVER = "zookeeper.admin.enableServer";

	private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

	private static final Duration START_POLL = Duration.ofMillis(10);

	private static final int DEAD_POLLS = 5;

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration INTERRUPT_TIMEOUT = Duration.ofSeconds(1);

	private final ThreadGroup threads = new ThreadGroup("zk-embedded");

	private final ZooKeeperServerEmbedded server;

	private final Duration startTimeout;

	EmbeddedServerRun(ZooKeeperServerEmbedded server) {
		this(server, START_TIMEOUT);
	}

	EmbeddedServerRun(ZooKeeperServerEmbedded server, Duration startTimeout) {
		this.server = server;
		this.startTimeout = startTimeout;
	}

	/**
	 * Creates ZooKeeper's own embedded server with a configuration for development:
	 * loopback address only, sessions from 1 s to 60 s, unlimited clients.
	 * @param port the port to listen on, 0 for any
	 * @param dataDirectory the data directory
	 * @return the server, not started
	 * @throws Exception if the configuration is refused
	 */
	static ZooKeeperServerEmbedded create(int port, Path dataDirectory) throws Exception {
		// ZooKeeper writes the configuration to a file in its base directory, reads it
		// immediately and never deletes it
		Path scratch = Files.createTempDirectory(TEMPORARY);
		try {
			return ZooKeeperServerEmbedded.builder()
				.baseDir(scratch)
				.configuration(configuration(port, dataDirectory))
				.exitHandler(ExitHandler.LOG_ONLY)
				.build();
		}
		finally {
			FileSystemUtils.deleteRecursively(scratch);
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

	// a system property is the only switch of ZooKeeper's HTTP admin server
	void start() throws Exception {
		synchronized (EmbeddedServerRun.class) {
			String before = System.getProperty(ADMIN_SERVER);
			System.setProperty(ADMIN_SERVER, "false");
			try {
				startAndWait();
			}
			finally {
				if (before != null) {
					System.setProperty(ADMIN_SERVER, before);
				}
				else {
					System.clearProperty(ADMIN_SERVER);
				}
			}
		}
	}

	private void startAndWait() throws Exception {
		FutureTask<Integer> start = new FutureTask<>(() -> {
			this.server.start(this.startTimeout.toMillis());
			return this.server.getClientPort();
		});
		Thread starter = thread("zk-embedded-start", start);
		starter.start();
		try {
			await(start, starter);
		}
		catch (Exception ex) {
			start.cancel(true);
			stop();
			throw ex;
		}
	}

	private void await(FutureTask<?> start, Thread starter) throws Exception {
		long deadline = System.nanoTime() + this.startTimeout.toNanos();
		int deadPolls = 0;
		while (true) {
			try {
				start.get(START_POLL.toMillis(), TimeUnit.MILLISECONDS);
				return;
			}
			catch (TimeoutException ex) {
				if (System.nanoTime() - deadline > 0) {
					throw ex;
				}
			}
			// a failed server ends its threads, but does not wake up the starter
			deadPolls = isAlone(starter) ? deadPolls + 1 : 0;
			if (deadPolls == DEAD_POLLS) {
				throw new IllegalStateException("The server ended during its start");
			}
		}
	}

	private boolean isAlone(Thread starter) {
		return starter.getState() == Thread.State.TIMED_WAITING && live().equals(List.of(starter));
	}

	boolean isAlive() {
		return !live().isEmpty();
	}

	int port() {
		return this.server.getClientPort();
	}

	void stop() {
		thread("zk-embedded-stop", this.server::close).start();
		if (awaitEnd(STOP_TIMEOUT)) {
			return;
		}
		// a server that failed to read its data waits for itself in close()
		this.threads.interrupt();
		if (!awaitEnd(INTERRUPT_TIMEOUT)) {
			logger.warn("Threads of the embedded ZooKeeper server did not end: " + live());
		}
	}

	private boolean awaitEnd(Duration limit) {
		long deadline = System.nanoTime() + limit.toNanos();
		boolean interrupted = false;
		try {
			for (List<Thread> live = live(); !live.isEmpty(); live = live()) {
				long left = deadline - System.nanoTime();
				if (left <= 0) {
					return false;
				}
				try {
					TimeUnit.NANOSECONDS.timedJoin(live.get(0), left);
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
			return true;
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private List<Thread> live() {
		Thread[] live = new Thread[this.threads.activeCount() + 8];
		return List.of(Arrays.copyOf(live, this.threads.enumerate(live)));
	}

	private Thread thread(String name, Runnable task) {
		Thread thread = new Thread(this.threads, task, name);
		thread.setDaemon(true);
		return thread;
	}

}
