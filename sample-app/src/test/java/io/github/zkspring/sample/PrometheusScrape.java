package io.github.zkspring.sample;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.zkspring.metrics.ZkMeter;

/**
 * One scrape of an instance.
 *
 * @param text the response body
 */
record PrometheusScrape(String text) {

	static PrometheusScrape of(SampleClient instance) {
		return new PrometheusScrape(instance.text("/actuator/prometheus"));
	}

	/**
	 * Returns the name of the series that contains the values of a meter.
	 * @param meter the meter
	 * @return the name of the series; for a timer that of its count
	 */
	static String name(ZkMeter meter) {
		String name = meter.meterName().replace('.', '_') + (meter.baseUnit().isEmpty() ? "" : "_" + meter.baseUnit());
		return switch (meter.kind()) {
			case GAUGE -> name;
			case COUNTER -> name + "_total";
			default -> name + "_count";
		};
	}

	boolean has(ZkMeter meter) {
		return lines(meter, "").find();
	}

	/**
	 * Returns the sum of the values of a meter over all tags.
	 * @param meter the meter
	 * @return the sum, {@code 0} without such a series
	 */
	double sum(ZkMeter meter) {
		return sum(meter, "");
	}

	double sum(ZkMeter meter, String tag) {
		Matcher line = lines(meter, tag);
		double sum = 0;
		while (line.find()) {
			sum += Double.parseDouble(line.group(1));
		}
		return sum;
	}

	private Matcher lines(ZkMeter meter, String tag) {
		return Pattern.compile("(?m)^" + name(meter) + "(?:\\{.*" + Pattern.quote(tag) + ".*\\})? (\\S+)$")
			.matcher(this.text);
	}

}
