package io.github.zkspring.benchmark.watch;

import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * Measures many pipelined writes.
 */
final class Bursts implements Section {

	private static final String NO_WATCHER = "no watcher";

	private static final String RATE = "writes acked, /s";

	private static final String RATIO = "… / the same unwatched, in turns";

	private static final String REQUESTS = "watcher's requests per change";

	private static final String BEHIND = "last value after last ack, ms";

	/** Number of bursts to add up, alternating with unwatched bursts. */
	private static final int ROUNDS = 6;

	private static final int WARM_UPS = 6;

	/** Warm-up, because JIT compilation competes with writing on few cores. */
	private static final int WATCHER_WARM_UPS = 12;

	private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private final BenchmarkServer server;

	private final Writer writer;

	private final int writes;

	private final Znodes znodes;

	private final Znodes unwatched;

	private final ResultTable table;

	private int version;

	Bursts(BenchmarkServer server, Writer writer, BenchmarkOptions options, int znodes) throws Exception {
		this.server = server;
		this.writer = writer;
		this.writes = options.writes();
		this.znodes = new Znodes("/burst" + znodes, znodes);
		this.unwatched = new Znodes("/other" + znodes, znodes);
		this.table = new ResultTable("P2, P3: burst of %d writes over %d znodes, %d repeats, forceSync=%s"
			.formatted(this.writes, znodes, options.repeats(), options.forceSync()));
		writer.create(this.znodes);
		writer.create(this.unwatched);
		for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
			write(this.unwatched);
		}
	}

	private Writer.Burst write(Znodes written) throws Exception {
		return this.writer.burst((i) -> written.path(i % written.count()), this.writes);
	}

	@Override
	public void measureBaseline() throws Exception {
		addBurst(NO_WATCHER, write(this.unwatched));
	}

	private double addBurst(String row, Writer.Burst burst) {
		double seconds = (double) (burst.lastAck() - burst.start()) / TimeUnit.SECONDS.toNanos(1);
		this.table.add(row, RATE, this.writes / seconds);
		return seconds;
	}

	@Override
	public void measure(String contender) throws Exception {
		try (WatcherProcess watcher = new WatcherProcess(contender, this.znodes, this.server.connectString())) {
			watcher.watch(this.version);
			for (int warmUp = 0; warmUp < WATCHER_WARM_UPS; warmUp++) {
				burst(watcher);
			}
			double unwatched = 0;
			double watched = 0;
			for (int round = 0; round < ROUNDS; round++) {
				unwatched += addBurst(NO_WATCHER, write(this.unwatched));
				watched += measure(contender, watcher);
			}
			this.table.add(contender, RATIO, unwatched / watched);
		}
	}

	private Writer.Burst burst(WatcherProcess watcher) throws Exception {
		this.version += this.writes / this.znodes.count();
		watcher.expect(this.version);
		Writer.Burst burst = write(this.znodes);
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
		return addBurst(contender, burst);
	}

	@Override
	public List<ResultTable> tables() {
		return List.of(this.table);
	}

	@Override
	public void judge(Verdicts verdicts) {
		String where = ", burst over " + this.znodes.count();
		boolean one = this.znodes.count() == 1;
		for (String ours : one ? Contenders.OURS : Contenders.OURS_RECURSIVE) {
			verdicts.atMost("P2: requests per change" + where, ours, this.table.median(ours, REQUESTS),
					one ? 0.1 : 0.2);
			if (!one) {
				OptionalDouble ratio = this.table.median(ours, RATIO);
				verdicts.atLeast("P3: write rate / raw recursive watch" + where, ours,
						Verdicts.ratio(ratio, this.table.median(Contenders.RAW_BATCHED, RATIO)), 1);
				verdicts.atLeast("P3: the same / CuratorCache" + where, ours,
						Verdicts.ratio(ratio, this.table.median(Contenders.CURATOR_CACHE, RATIO)), 1.3);
				verdicts.atMost("P3: ms after last ack" + where, ours, this.table.median(ours, BEHIND), 5);
			}
		}
	}

}
