package io.github.zkspring.benchmark.watch;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Many writes that do not wait for each other.
 */
final class Bursts implements Section {

	private static final String NO_WATCHER = "no watcher";

	private static final String RATE = "writes acked, /s";

	private static final String RATIO = "… / no watcher just before";

	private static final String REQUESTS = "watcher's requests per change";

	private static final String BEHIND = "last value after last ack, ms";

	/** One burst alone says little: so many in a row are compared by their medians. */
	private static final int ROUNDS = 5;

	private static final int WARM_UPS = 6;

	private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private final BenchmarkServer server;

	private final Writer writer;

	private final int writes;

	private final Znodes znodes;

	private final ResultTable table;

	private int version;

	Bursts(BenchmarkServer server, Writer writer, BenchmarkOptions options, int znodes) throws Exception {
		this.server = server;
		this.writer = writer;
		this.writes = options.writes();
		this.znodes = new Znodes("/burst" + znodes, znodes);
		this.table = new ResultTable("P2, P3: burst of %d writes over %d znodes, %d repeats, forceSync=%s"
			.formatted(this.writes, znodes, options.repeats(), options.forceSync()));
		writer.create(this.znodes);
		for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
			write();
		}
	}

	private Writer.Burst write() throws Exception {
		this.version += this.writes / this.znodes.count();
		return this.writer.burst((i) -> this.znodes.path(i % this.znodes.count()), this.writes);
	}

	@Override
	public void measureBaseline() throws Exception {
		addRate(NO_WATCHER, write());
	}

	private double addRate(String row, Writer.Burst burst) {
		double seconds = (double) (burst.lastAck() - burst.start()) / TimeUnit.SECONDS.toNanos(1);
		this.table.add(row, RATE, this.writes / seconds);
		return this.writes / seconds;
	}

	@Override
	public void measure(String contender) throws Exception {
		Samples alone = new Samples();
		for (int round = 0; round < ROUNDS; round++) {
			alone.add(addRate(NO_WATCHER, write()));
		}
		try (WatcherProcess watcher = new WatcherProcess(contender, this.znodes, this.server.connectString())) {
			watcher.watch(this.version);
			for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
				burst(watcher);
			}
			Samples watched = new Samples();
			for (int round = 0; round < ROUNDS; round++) {
				watched.add(measure(contender, watcher));
			}
			this.table.add(contender, RATIO, watched.median() / alone.median());
		}
	}

	private Writer.Burst burst(WatcherProcess watcher) throws Exception {
		watcher.expect(this.version + this.writes / this.znodes.count());
		Writer.Burst burst = write();
		watcher.arrival();
		return burst;
	}

	private double measure(String contender, WatcherProcess watcher) throws Exception {
		long requests = this.server.requestsWhenQuiet(watcher.sessionId());
		Writer.Burst burst = burst(watcher);
		this.table.add(contender, BEHIND, (watcher.arrival() - burst.lastAck()) / NANOS_PER_MILLI);
		long after = this.server.requestsWhenQuiet(watcher.sessionId());
		this.table.add(contender, REQUESTS, (double) (after - requests) / this.writes);
		this.table.add(contender, "callbacks", watcher.callbacks());
		return addRate(contender, burst);
	}

	@Override
	public List<ResultTable> tables() {
		return List.of(this.table);
	}

	@Override
	public void judge(Verdicts verdicts) {
		String where = ", burst over " + this.znodes.count();
		boolean one = this.znodes.count() == 1;
		for (String ours : Contenders.OURS) {
			verdicts.atMost("P2: requests per change" + where, ours, this.table.median(ours, REQUESTS),
					one ? 0.1 : 0.2);
			if (!one) {
				verdicts.atLeast("P3: write rate / no watcher" + where, ours, this.table.median(ours, RATIO), 0.85);
				verdicts.atMost("P3: ms after last ack" + where, ours, this.table.median(ours, BEHIND), 5);
			}
		}
	}

}
