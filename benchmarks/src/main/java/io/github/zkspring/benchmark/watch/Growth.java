package io.github.zkspring.benchmark.watch;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Checks whether time and heap grow in proportion to the number of znodes.
 */
final class Growth {

	private final List<ManyZnodes> sections;

	Growth(List<ManyZnodes> sections) {
		this.sections = sections.stream()
			.sorted(Comparator.comparingInt((section) -> section.znodes().count()))
			.toList();
	}

	ResultTable table() {
		ResultTable table = new ResultTable("P12: first values, us per znode; heap, B per znode");
		for (String contender : Contenders.names()) {
			for (ManyZnodes section : this.sections) {
				int count = section.znodes().count();
				section.table()
					.median(contender, ManyZnodes.FIRST)
					.ifPresent((millis) -> table.add(contender, count + ": us", millis * 1000 / count));
				section.table()
					.median(contender, ManyZnodes.HEAP)
					.ifPresent((bytes) -> table.add(contender, count + ": B", bytes));
			}
		}
		return table;
	}

	/**
	 * A cold JVM and a fixed part dominate small sizes, so only growth is checked, not a
	 * decrease.
	 */
	void judge(Verdicts verdicts) {
		if (this.sections.size() < 2) {
			return;
		}
		ManyZnodes least = this.sections.get(0);
		ManyZnodes most = this.sections.get(this.sections.size() - 1);
		double times = (double) most.znodes().count() / least.znodes().count();
		for (String ours : Contenders.OURS) {
			OptionalDouble time = Verdicts.ratio(most.table().median(ours, ManyZnodes.FIRST),
					least.table().median(ours, ManyZnodes.FIRST));
			time.ifPresent((ratio) -> verdicts.atMost("P12: time per znode, most / least", ours,
					OptionalDouble.of(ratio / times), 1.2));
			verdicts.atMost(
					"P12: heap per znode, most / least", ours, Verdicts
						.ratio(most.table().median(ours, ManyZnodes.HEAP), least.table().median(ours, ManyZnodes.HEAP)),
					1.2);
		}
	}

}
