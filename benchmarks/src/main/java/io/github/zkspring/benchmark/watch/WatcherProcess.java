package io.github.zkspring.benchmark.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.zkspring.faults.JavaProcess;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;

/**
 * Client of a {@link WatcherMain} process.
 */
final class WatcherProcess implements AutoCloseable {

	static final String UNSUPPORTED = "unsupported";

	static final String LATE = "late ";

	private static final int PATIENCE_MILLIS = (int) Duration.ofMinutes(3).toMillis();

	private final String connectString;

	private final JavaProcess process;

	private final Socket control;

	private final BufferedReader in;

	private final PrintWriter out;

	WatcherProcess(String contender, Znodes znodes, String connectString) throws IOException {
		this.connectString = connectString;
		try (ServerSocket server = JavaProcess.listen()) {
			server.setSoTimeout(PATIENCE_MILLIS);
			this.process = JavaProcess.start("watcher-" + contender, List.of("-Xmx2g", "-XX:TieredStopAtLevel=4"),
					WatcherMain.class, List.of(contender, connectString, znodes.root(),
							Integer.toString(znodes.count()), Integer.toString(server.getLocalPort())));
			this.control = server.accept();
		}
		this.control.setSoTimeout(PATIENCE_MILLIS);
		this.in = new BufferedReader(new InputStreamReader(this.control.getInputStream(), StandardCharsets.US_ASCII));
		this.out = new PrintWriter(this.control.getOutputStream(), true, StandardCharsets.US_ASCII);
	}

	/**
	 * Watch, and wait for the first value of each znode.
	 * @param version the version all znodes have
	 * @return how long it took, in milliseconds
	 */
	double watch(int version) throws IOException {
		return Double.parseDouble(ask("watch " + version));
	}

	/**
	 * Returns the heap that is used since the watch was created.
	 */
	double heap() throws IOException {
		return Double.parseDouble(ask("heap"));
	}

	long sessionId() throws IOException {
		return Long.parseLong(ask("session").split(" ")[0]);
	}

	void expect(int version) throws IOException {
		ask("expect " + version);
	}

	/**
	 * Wait for a connection since the last expectation.
	 */
	void awaitReconnect() throws IOException {
		ask("reconnect");
	}

	/**
	 * Wait for the expected versions.
	 * @return the time since the session was connected again or expired, in milliseconds
	 */
	double await() throws IOException {
		return Double.parseDouble(ask("await"));
	}

	/**
	 * Wait for the expected versions.
	 * @return the time of the last one, on the monotonic clock of the machine
	 */
	long arrival() throws IOException {
		return Long.parseLong(ask("arrival"));
	}

	/**
	 * Returns the number of calls since the last expectation.
	 */
	double callbacks() throws IOException {
		return Double.parseDouble(ask("callbacks"));
	}

	/**
	 * Suspend the process during an action.
	 */
	void suspendDuring(Work work) throws Exception {
		this.process.suspend();
		try {
			work.run();
		}
		finally {
			this.process.resume();
		}
	}

	/**
	 * Returns an action that ends the session on the server, even while the process is
	 * suspended.
	 */
	Work expiry() throws IOException {
		String[] session = ask("session").split(" ");
		return () -> {
			CountDownLatch connected = new CountDownLatch(1);
			ZooKeeper duplicate = new ZooKeeper(this.connectString, (int) ContenderSetup.SESSION_TIMEOUT.toMillis(),
					(event) -> {
						if (event.getState() == KeeperState.SyncConnected) {
							connected.countDown();
						}
					}, Long.parseLong(session[0]), HexFormat.of().parseHex(session[1]));
			connected.await();
			duplicate.close();
		};
	}

	private String ask(String line) throws IOException {
		this.out.println(line);
		String answer = this.in.readLine();
		if (answer == null) {
			throw new IOException("No answer to '%s' from %s".formatted(line, this.process));
		}
		if (answer.equals(UNSUPPORTED)) {
			throw new UnsupportedOperationException();
		}
		if (answer.startsWith(LATE)) {
			throw new LateException(answer.substring(LATE.length()));
		}
		return answer;
	}

	@Override
	public void close() throws IOException {
		this.control.close();
		this.process.close();
	}

	/**
	 * Action of the driver.
	 */
	@FunctionalInterface
	interface Work {

		void run() throws Exception;

	}

}
