package io.github.zkspring.benchmark.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

import org.apache.zookeeper.ZooKeeper;

/**
 * Runs a contender in a separate, cold process and executes the commands of the driver,
 * one a line.
 */
public final class WatcherMain {

	private static final Duration LIMIT = Duration.ofSeconds(120);

	private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private final Znodes znodes;

	private final SessionLog session = new SessionLog();

	private final Arrivals arrivals;

	private final WatchContender contender;

	private final long heapBefore;

	private WatcherMain(String name, String connectString, Znodes znodes) throws Exception {
		this.znodes = znodes;
		this.arrivals = new Arrivals(znodes);
		this.contender = Contenders.open(name, new ContenderSetup(connectString, this.arrivals, this.session));
		this.heapBefore = usedHeap();
	}

	public static void main(String... arguments) throws Exception {
		Znodes znodes = new Znodes(arguments[2], Integer.parseInt(arguments[3]));
		WatcherMain watcher = new WatcherMain(arguments[0], arguments[1], znodes);
		int port = Integer.parseInt(arguments[4]);
		try (Socket driver = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
			watcher.obey(driver);
		}
		System.exit(0);
	}

	private void obey(Socket driver) throws Exception {
		BufferedReader in = new BufferedReader(
				new InputStreamReader(driver.getInputStream(), StandardCharsets.US_ASCII));
		PrintWriter out = new PrintWriter(driver.getOutputStream(), true, StandardCharsets.US_ASCII);
		String line = in.readLine();
		while (line != null) {
			out.println(answer(line.split(" ")));
			line = in.readLine();
		}
	}

	private String answer(String[] words) throws Exception {
		try {
			return switch (words[0]) {
				case "watch" -> watch(Integer.parseInt(words[1]));
				case "session" -> session();
				case "heap" -> Long.toString(usedHeap() - this.heapBefore);
				case "expect" -> expect(Integer.parseInt(words[1]));
				case "reconnect" -> reconnect();
				case "arrival" -> Long.toString(this.arrivals.await(LIMIT));
				case "callbacks" -> Long.toString(this.arrivals.callbacks());
				case "await" -> Double.toString((this.arrivals.await(LIMIT) - this.session.backAt()) / NANOS_PER_MILLI);
				default -> throw new IllegalArgumentException(words[0]);
			};
		}
		catch (UnsupportedOperationException ex) {
			return WatcherProcess.UNSUPPORTED;
		}
		catch (LateException ex) {
			return WatcherProcess.LATE + ex.getMessage();
		}
	}

	private String watch(int version) throws Exception {
		this.arrivals.expect(version);
		long start = System.nanoTime();
		this.contender.watch(this.znodes);
		return Double.toString((this.arrivals.await(LIMIT) - start) / NANOS_PER_MILLI);
	}

	private String session() throws Exception {
		ZooKeeper zooKeeper = this.contender.zooKeeper();
		return zooKeeper.getSessionId() + " " + HexFormat.of().formatHex(zooKeeper.getSessionPasswd());
	}

	private String expect(int version) {
		this.session.reset();
		this.arrivals.expect(version);
		return "expecting";
	}

	private String reconnect() throws InterruptedException {
		this.session.awaitConnected(LIMIT);
		return "connected";
	}

	private static long usedHeap() throws IOException {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
