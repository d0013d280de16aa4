package io.github.zkspring.benchmark.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.zkspring.faults.ZooKeeperProcess;

/**
 * Server process with its counters.
 */
final class BenchmarkServer implements AutoCloseable {

	private static final Pattern RECEIVED = Pattern.compile("recved=(\\d+)");

	private static final Pattern WATCHES = Pattern.compile("Total watches:(\\d+)");

	private static final Duration QUIET = Duration.ofMillis(300);

	private final ZooKeeperProcess process;

	BenchmarkServer(boolean forceSync) {
		this.process = ZooKeeperProcess.start("-Xmx2g", "-XX:TieredStopAtLevel=4",
				"-Dzookeeper.forceSync=" + (forceSync ? "yes" : "no"));
	}

	String connectString() {
		return this.process.connectString();
	}

	void restart() {
		this.process.restart();
	}

	/**
	 * Returns the number of packets that a session has sent on its current connection.
	 * @param sessionId the session
	 * @return the packets, 0 while it has no connection
	 */
	long requests(long sessionId) throws IOException {
		String session = "sid=0x%x,".formatted(sessionId);
		return this.process.fourLetters("cons")
			.lines()
			.filter((line) -> line.contains(session))
			.mapToLong((line) -> number(RECEIVED, line))
			.sum();
	}

	/**
	 * Returns that number when the session has been idle for a while, except for pings.
	 * @param sessionId the session
	 * @return the packets
	 */
	long requestsWhenQuiet(long sessionId) throws IOException {
		long before = -1;
		long now = requests(sessionId);
		while (now != before) {
			LockSupport.parkNanos(QUIET.toNanos());
			before = now;
			now = requests(sessionId);
		}
		return now;
	}

	long watches() throws IOException {
		return number(WATCHES, this.process.fourLetters("wchs"));
	}

	private static long number(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		if (!matcher.find()) {
			throw new IllegalStateException("No " + pattern + " in: " + text);
		}
		return Long.parseLong(matcher.group(1));
	}

	@Override
	public void close() {
		this.process.close();
	}

}
