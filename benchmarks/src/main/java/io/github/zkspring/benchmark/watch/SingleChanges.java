package io.github.zkspring.benchmark.watch;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Measures single changes: the next write waits for the delivery.
 */
final class SingleChanges implements Section {

	private static final String P50 = "p50, us";

	private static final String REQUESTS = "watcher's requests per change";

	private static final Znodes ZNODES = new Znodes("/single", 1);

	private static final int NANOS_PER_MICRO = 1000;

	private final BenchmarkServer server;

	private final Writer writer;

	private final int changes;

	private final ResultTable table;

	private int version;

	SingleChanges(BenchmarkServer server, Writer writer, BenchmarkOptions options) throws Exception {
		this.server = server;
		this.writer = writer;
		this.changes = options.changes();
		this.table = new ResultTable("P1, P2: one change, %d a repeat, %d repeats, forceSync=%s".formatted(this.changes,
				options.repeats(), options.forceSync()));
		writer.create(ZNODES);
	}

	@Override
	public void measureBaseline() throws Exception {
		long[] writes = new long[this.changes];
		long[] reads = new long[this.changes];
		for (int i = 0; i < this.changes; i++) {
			long start = this.writer.write(ZNODES.path(0));
			long written = System.nanoTime();
			this.writer.read(ZNODES.path(0));
			writes[i] = written - start;
			reads[i] = System.nanoTime() - written;
		}
		this.version += this.changes;
		addPercentiles("floor: setData", writes);
		addPercentiles("floor: getData", reads);
	}

	@Override
	public void measure(String contender) throws Exception {
		try (LocalContender local = LocalContender.open(contender, ZNODES, this.version, this.server)) {
			deliver(local, new long[Math.max(100, this.changes / 4)]);
			long[] latencies = new long[this.changes];
			long requests = local.requests();
			deliver(local, latencies);
			this.table.add(contender, REQUESTS, (double) (local.requests() - requests) / this.changes);
			addPercentiles(contender, latencies);
		}
	}

	private void deliver(LocalContender local, long[] latencies) throws Exception {
		for (int i = 0; i < latencies.length; i++) {
			this.version++;
			local.arrivals().expect(this.version);
			long start = this.writer.write(ZNODES.path(0));
			latencies[i] = local.arrivals().await(LocalContender.LIMIT) - start;
		}
	}

	private void addPercentiles(String row, long[] nanos) {
		Arrays.sort(nanos);
		this.table.add(row, P50, (double) nanos[nanos.length / 2] / NANOS_PER_MICRO);
		this.table.add(row, "p99, us", (double) nanos[nanos.length * 99 / 100] / NANOS_PER_MICRO);
	}

	@Override
	public List<ResultTable> tables() {
		return List.of(this.table);
	}

	@Override
	public void judge(Verdicts verdicts) {
		OptionalDouble raw = Contenders.RAW.stream()
			.map((name) -> this.table.median(name, P50))
			.flatMapToDouble(OptionalDouble::stream)
			.min();
		for (String ours : Contenders.OURS) {
			verdicts.atMost("P1: p50 / best raw", ours, Verdicts.ratio(this.table.median(ours, P50), raw), 1.10);
			verdicts.atMost("P2: requests per change, alone", ours, this.table.median(ours, REQUESTS), 1.01);
		}
	}

}
