package io.github.zkspring.benchmark.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Values of one measurement in several repeats.
 */
final class Samples {

	private final List<Double> values = new ArrayList<>();

	void add(double value) {
		this.values.add(value);
	}

	double median() {
		List<Double> sorted = this.values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

	/**
	 * Returns the median, minimum and maximum.
	 */
	@Override
	public String toString() {
		List<Double> sorted = this.values.stream().sorted().toList();
		return "%s (%s–%s)".formatted(format(median()), format(sorted.get(0)), format(sorted.get(sorted.size() - 1)));
	}

	static String format(double value) {
		double size = Math.abs(value);
		String pattern = "%.4f";
		if (size >= 100) {
			pattern = "%,.0f";
		}
		else if (size >= 10) {
			pattern = "%.1f";
		}
		else if (size >= 0.1) {
			pattern = "%.2f";
		}
		return String.format(Locale.ROOT, pattern, value);
	}

}
