package io.github.zkspring.benchmark.watch;

import java.time.Duration;

/**
 * Contender in the warm JVM of the driver that has received the current values.
 */
final class LocalContender implements AutoCloseable {

	static final Duration LIMIT = Duration.ofSeconds(60);

	private final Arrivals arrivals;

	private final BenchmarkServer server;

	private final WatchContender contender;

	private LocalContender(String name, Znodes znodes, BenchmarkServer server) throws Exception {
		this.server = server;
		this.arrivals = new Arrivals(znodes);
		this.contender = Contenders.open(name,
				new ContenderSetup(server.connectString(), this.arrivals, new SessionLog()));
	}

	static LocalContender open(String name, Znodes znodes, int version, BenchmarkServer server) throws Exception {
		LocalContender opened = new LocalContender(name, znodes, server);
		try {
			opened.arrivals.expect(version);
			opened.contender.watch(znodes);
			opened.arrivals.await(LIMIT);
			return opened;
		}
		catch (Exception ex) {
			opened.close();
			throw ex;
		}
	}

	Arrivals arrivals() {
		return this.arrivals;
	}

	/**
	 * Returns the number of packets that the contender has sent once it is idle.
	 */
	long requests() throws Exception {
		return this.server.requestsWhenQuiet(this.contender.zooKeeper().getSessionId());
	}

	@Override
	public void close() throws Exception {
		this.contender.close();
	}

}
