package io.github.zkspring.benchmark.watch;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares watches with the plain ZooKeeper client and Curator, all contenders
 * interleaved in one run, and reports which budgets are met. Options: {@code --quick},
 * {@code --sections=single,burst,many}, {@code --contenders=…},
 * {@code --sizes=1000,10000,50000}, {@code --repeats=3}, {@code --changes=2000},
 * {@code --writes=20000}, {@code --force-sync=no}.
 */
public final class WatchBenchmark {

	private static final int MANY_IN_BURST = 1000;

	private final BenchmarkOptions options;

	private final PrintStream out;

	private WatchBenchmark(BenchmarkOptions options, PrintStream out) {
		this.options = options;
		this.out = out;
	}

	public static void main(String... arguments) throws Exception {
		new WatchBenchmark(BenchmarkOptions.parse(arguments), System.out).run();
		// Curator does not stop all non-daemon threads
		System.exit(0);
	}

	private void run() throws Exception {
		this.out.println(this.options);
		Verdicts verdicts = new Verdicts();
		for (String name : this.options.sections()) {
			List<Section> sections = run(name);
			for (Section section : sections) {
				section.tables().forEach((table) -> this.out.println(table.markdown()));
				section.judge(verdicts);
			}
			growth(sections, verdicts);
		}
		this.out.println(verdicts.markdown());
	}

	private void growth(List<Section> sections, Verdicts verdicts) {
		List<ManyZnodes> many = sections.stream()
			.filter(ManyZnodes.class::isInstance)
			.map(ManyZnodes.class::cast)
			.toList();
		if (!many.isEmpty()) {
			Growth growth = new Growth(many);
			this.out.println(growth.table().markdown());
			growth.judge(verdicts);
		}
	}

	private List<Section> run(String name) throws Exception {
		try (BenchmarkServer server = new BenchmarkServer(this.options.forceSync());
				Writer writer = new Writer(server.connectString())) {
			List<Section> sections = open(name, server, writer);
			for (Section section : sections) {
				for (int repeat = 0; repeat < this.options.repeats(); repeat++) {
					repeat(section);
				}
			}
			return sections;
		}
	}

	private List<Section> open(String name, BenchmarkServer server, Writer writer) throws Exception {
		return switch (name) {
			case "single" -> List.of(new SingleChanges(server, writer, this.options));
			case "burst" -> List.of(new Bursts(server, writer, this.options, 1),
					new Bursts(server, writer, this.options, MANY_IN_BURST));
			case "many" -> many(server, writer);
			default -> throw new IllegalArgumentException("No section '" + name + "'");
		};
	}

	private List<Section> many(BenchmarkServer server, Writer writer) throws Exception {
		List<Section> sections = new ArrayList<>();
		for (int size : this.options.sizes()) {
			sections.add(new ManyZnodes(server, writer, this.options, size));
		}
		return sections;
	}

	private void repeat(Section section) throws Exception {
		section.measureBaseline();
		for (String contender : this.options.contenders()) {
			try {
				section.measure(contender);
			}
			catch (UnsupportedOperationException ex) {
				section.tables().forEach((table) -> table.note(contender, "not supported"));
			}
			catch (LateException ex) {
				section.tables().forEach((table) -> table.note(contender, "late: " + ex.getMessage()));
			}
		}
	}

}
