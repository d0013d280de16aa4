package io.github.zkspring.benchmark.watch;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Results of one section by contender.
 */
final class ResultTable {

	private final String title;

	private final Map<String, Map<String, Samples>> rows = new LinkedHashMap<>();

	private final Set<String> columns = new LinkedHashSet<>();

	private final Map<String, String> notes = new LinkedHashMap<>();

	ResultTable(String title) {
		this.title = title;
	}

	void add(String contender, String column, double value) {
		this.columns.add(column);
		this.rows.computeIfAbsent(contender, (key) -> new LinkedHashMap<>())
			.computeIfAbsent(column, (key) -> new Samples())
			.add(value);
	}

	/**
	 * Adds the reason for missing results of a contender.
	 */
	void note(String contender, String note) {
		this.notes.put(contender, note);
	}

	OptionalDouble median(String contender, String column) {
		Samples samples = this.rows.getOrDefault(contender, Map.of()).get(column);
		return (samples != null) ? OptionalDouble.of(samples.median()) : OptionalDouble.empty();
	}

	String markdown() {
		StringBuilder text = new StringBuilder("\n#### " + this.title + "\n\n| contender |");
		this.columns.forEach((column) -> text.append(' ').append(column).append(" |"));
		text.append("\n|---|").append("---:|".repeat(this.columns.size())).append('\n');
		this.rows.forEach((contender, row) -> text.append("| ")
			.append(contender)
			.append(this.columns.stream()
				.map((column) -> row.containsKey(column) ? row.get(column).toString() : "–")
				.collect(Collectors.joining(" | ", " | ", " |\n"))));
		this.notes.forEach((contender, note) -> text.append("\n`%s`: %s%n".formatted(contender, note)));
		return text.toString();
	}

}
