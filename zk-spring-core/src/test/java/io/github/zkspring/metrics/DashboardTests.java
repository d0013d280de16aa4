package io.github.zkspring.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard asks for meters and tags that exist, and for all of them.
 */
class DashboardTests {

	private static final Path DASHBOARD = Path.of("../docs/grafana/zookeeper.json");

	private static final Pattern METER = Pattern.compile("\\bzookeeper_[a-z_]+");

	private static final Pattern GROUPS = Pattern.compile("by \\(([a-z, ]+)\\) \\(.*?(zookeeper_[a-z_]+)");

	private static final Set<String> OF_THE_SCRAPE = Set.of("application", "instance");

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@Test
	void everyQueryAsksForAMeterThatExists() throws IOException {
		Set<String> known = names();
		assertThat(queries()).hasSizeGreaterThan(20)
			.allSatisfy((query) -> assertThat(METER.matcher(query).results().map(MatchResult::group)).isNotEmpty()
				.isSubsetOf(known));
	}

	@Test
	void everyMeterHasAQuery() throws IOException {
		String queries = String.join("\n", queries());
		for (ZkMeter meter : ZkMeter.values()) {
			assertThat(queries).contains(meter.meterName().replace('.', '_'));
		}
	}

	@Test
	void groupsByTagsThatTheMeterHas() throws IOException {
		assertThat(queries()).allSatisfy((query) -> GROUPS.matcher(query)
			.results()
			.forEach((group) -> assertThat(List.of(group.group(1).split(", ")))
				.allMatch((tag) -> OF_THE_SCRAPE.contains(tag) || meterOf(group.group(2)).tags().contains(tag))));
	}

	@Test
	void hasARowForEachFeatureAndPanelsOfTheirOwn() throws IOException {
		JsonNode panels = dashboard().get("panels");
		assertThat(panels.findValuesAsString("type")).filteredOn("row"::equals).hasSize(6);
		List<Integer> ids = panels.valueStream().map((panel) -> panel.get("id").asInt()).toList();
		assertThat(ids).doesNotHaveDuplicates();
	}

	private static ZkMeter meterOf(String name) {
		return Arrays.stream(ZkMeter.values())
			.filter((meter) -> name
				.matches(meter.meterName().replace('.', '_') + "(_seconds|_bytes)?(_total|_count|_sum|_max)?"))
			.findFirst()
			.orElseThrow();
	}

	private static JsonNode dashboard() throws IOException {
		return JsonMapper.shared().readTree(Files.readString(DASHBOARD));
	}

	private static List<String> queries() throws IOException {
		return dashboard().get("panels").findValuesAsString("expr");
	}

	private Set<String> names() {
		for (ZkMeter meter : ZkMeter.values()) {
			String[] tags = meter.tags().toArray(String[]::new);
			switch (meter.kind()) {
				case GAUGE -> meter.gauge(this.registry, this, (source) -> 1, tags);
				case COUNTER -> meter.counter(this.registry, tags);
				default -> meter.timer(this.registry, tags);
			}
		}
		return this.registry.scrape()
			.lines()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> line.split("[{ ]")[0])
			.collect(Collectors.toSet());
	}

}
