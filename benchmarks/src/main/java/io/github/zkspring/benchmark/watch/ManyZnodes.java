package io.github.zkspring.benchmark.watch;

import java.util.List;

/**
 * Measures the first values of many znodes under one root, their cost, and resyncing
 * after a server restart and after session expiry. Uses a new JVM for each measurement.
 */
final class ManyZnodes implements Section {

	static final String FIRST = "first values, ms";

	static final String HEAP = "heap, B per znode beyond the payload";

	static final String WATCHES = "watches on the server";

	static final String RESTART = "after restart, ms";

	static final String IDLE_REQUESTS = "requests per znode after restart, nothing changed";

	static final String EXPIRY = "after expiry, ms";

	/** A byte array of 64 bytes on a 64-bit JVM. */
	private static final int PAYLOAD_HEAP = 80;

	private final BenchmarkServer server;

	private final Writer writer;

	private final Znodes znodes;

	private final ResultTable table;

	ManyZnodes(BenchmarkServer server, Writer writer, BenchmarkOptions options, int count) throws Exception {
		this.server = server;
		this.writer = writer;
		this.znodes = new Znodes("/many" + count, count);
		this.table = new ResultTable("P4, P5, P6: %d znodes under one root, %d repeats, forceSync=%s".formatted(count,
				options.repeats(), options.forceSync()));
		writer.create(this.znodes);
	}

	@Override
	public void measureBaseline() {
	}

	@Override
	public void measure(String contender) throws Exception {
		try (WatcherProcess watcher = new WatcherProcess(contender, this.znodes, this.server.connectString())) {
			first(contender, watcher);
			restart(contender, watcher);
			restartUnchanged(contender, watcher);
			expiry(contender, watcher);
		}
	}

	private void first(String contender, WatcherProcess watcher) throws Exception {
		long watchesBefore = this.server.watches();
		double millis = watcher.watch(this.writer.version(this.znodes));
		add(contender, FIRST, millis);
		long requests = this.server.requestsWhenQuiet(watcher.sessionId());
		add(contender, "requests per znode", (double) requests / this.znodes.count());
		add(contender, HEAP, watcher.heap() / this.znodes.count() - PAYLOAD_HEAP);
		add(contender, WATCHES, this.server.watches() - watchesBefore);
	}

	private void restart(String contender, WatcherProcess watcher) throws Exception {
		watcher.expect(this.writer.version(this.znodes) + 1);
		watcher.suspendDuring(() -> {
			this.server.restart();
			this.writer.writeAll(this.znodes);
		});
		add(contender, RESTART, watcher.await());
		addRequests(contender, "requests per znode after restart", watcher);
	}

	private void restartUnchanged(String contender, WatcherProcess watcher) throws Exception {
		watcher.expect(this.writer.version(this.znodes));
		this.server.restart();
		this.writer.awaitConnected();
		watcher.awaitReconnect();
		addRequests(contender, IDLE_REQUESTS, watcher);
	}

	private void expiry(String contender, WatcherProcess watcher) throws Exception {
		watcher.expect(this.writer.version(this.znodes) + 1);
		WatcherProcess.Work expire = watcher.expiry();
		watcher.suspendDuring(() -> {
			expire.run();
			this.writer.writeAll(this.znodes);
		});
		add(contender, EXPIRY, watcher.await());
		addRequests(contender, "requests per znode after expiry", watcher);
	}

	private void addRequests(String contender, String column, WatcherProcess watcher) throws Exception {
		long requests = this.server.requestsWhenQuiet(watcher.sessionId());
		add(contender, column, (double) requests / this.znodes.count());
	}

	private void add(String contender, String column, double value) {
		this.table.add(contender, column, value);
	}

	Znodes znodes() {
		return this.znodes;
	}

	ResultTable table() {
		return this.table;
	}

	@Override
	public List<ResultTable> tables() {
		return List.of(this.table);
	}

	@Override
	public void judge(Verdicts verdicts) {
		String where = ", %d znodes".formatted(this.znodes.count());
		judge(verdicts, Contenders.OURS_ONE_SHOT, Contenders.RAW_ONE_SHOT, where);
		// ZooKeeper's client itself keeps more than 200 B for each one-shot watch
		verdicts.atMost("P6: " + HEAP + " / raw" + where, Contenders.OURS_ONE_SHOT, Verdicts
			.ratio(this.table.median(Contenders.OURS_ONE_SHOT, HEAP), this.table.median(Contenders.RAW_ONE_SHOT, HEAP)),
				1.5);
		for (String ours : Contenders.OURS_RECURSIVE) {
			judge(verdicts, ours, Contenders.RAW_BATCHED, where);
			verdicts.atMost("P5: " + IDLE_REQUESTS + where, ours, this.table.median(ours, IDLE_REQUESTS), 0.002);
			verdicts.atMost("P6: " + WATCHES + where, ours, this.table.median(ours, WATCHES), 1);
			verdicts.atMost("P6: " + HEAP + where, ours, this.table.median(ours, HEAP), 400);
		}
	}

	private void judge(Verdicts verdicts, String ours, String raw, String where) {
		for (String column : List.of(FIRST, RESTART, EXPIRY)) {
			verdicts.atMost("%s: %s / %s%s".formatted(column.equals(FIRST) ? "P4" : "P5", column, raw, where), ours,
					Verdicts.ratio(this.table.median(ours, column), this.table.median(raw, column)), 1.3);
		}
	}

}
