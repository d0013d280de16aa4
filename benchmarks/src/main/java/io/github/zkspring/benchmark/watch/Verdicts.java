package io.github.zkspring.benchmark.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Records which budgets are met in this run.
 */
final class Verdicts {

	private final List<String> lines = new ArrayList<>();

	void atMost(String budget, String contender, OptionalDouble value, double limit) {
		value.ifPresent((figure) -> add(budget, contender, figure, "<= " + limit, figure <= limit));
	}

	void atLeast(String budget, String contender, OptionalDouble value, double limit) {
		value.ifPresent((figure) -> add(budget, contender, figure, ">= " + limit, figure >= limit));
	}

	static OptionalDouble ratio(OptionalDouble value, OptionalDouble base) {
		return (value.isPresent() && base.isPresent()) ? OptionalDouble.of(value.getAsDouble() / base.getAsDouble())
				: OptionalDouble.empty();
	}

	private void add(String budget, String contender, double figure, String limit, boolean kept) {
		this.lines.add("| %s | %s | %s | %s | %s |".formatted(budget, contender, Samples.format(figure), limit,
				kept ? "kept" : "**missed**"));
	}

	String markdown() {
		return "\n#### Budgets\n\n| budget | contender | figure | limit | |\n|---|---|---:|---:|---|\n"
				+ String.join("\n", this.lines);
	}

}
