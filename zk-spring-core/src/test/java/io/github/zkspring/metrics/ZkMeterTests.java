package io.github.zkspring.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ZkMeter} and its page in the guide.
 */
class ZkMeterTests {

	private static final Path PAGE = Path.of("../docs/observability.md");

	private static final Pattern NAME = Pattern.compile("zookeeper(\\.[a-z]+)+");

	@ParameterizedTest
	@EnumSource
	void followsTheConventions(ZkMeter meter) {
		assertThat(meter.meterName()).matches(NAME);
		assertThat(meter.description()).isNotBlank().doesNotEndWith(".");
		assertThat(meter.baseUnit()).isIn("", "seconds", "bytes");
		assertThat(meter.tags()).doesNotHaveDuplicates().allMatch((tag) -> tag.matches("[a-z]+"));
	}

	@Test
	void namesAreDifferent() {
		assertThat(ZkMeter.values()).extracting(ZkMeter::meterName).doesNotHaveDuplicates();
	}

	@Test
	void guideHasTheSameTable() throws IOException {
		String page = Files.readString(PAGE);
		List<String> rows = page.substring(page.indexOf("## Meters"), page.indexOf("## Observations"))
			.lines()
			.filter((line) -> line.startsWith("| `zookeeper."))
			.toList();
		assertThat(rows).containsExactlyElementsOf(Arrays.stream(ZkMeter.values()).map(ZkMeterTests::row).toList());
	}

	@Test
	void refusesOtherKindAndOtherTags() {
		MeterRegistry registry = new SimpleMeterRegistry();
		assertThatIllegalStateException().isThrownBy(() -> ZkMeter.SESSION_EXPIRIES.timer(registry));
		assertThatIllegalStateException().isThrownBy(() -> ZkMeter.SESSION_TRANSITIONS.counter(registry));
	}

	private static String row(ZkMeter meter) {
		String kind = meter.kind().name().toLowerCase(Locale.ROOT)
				+ (meter.baseUnit().isEmpty() ? "" : ", " + meter.baseUnit());
		String tags = String.join(", ", meter.tags().stream().map((tag) -> "`" + tag + "`").toList());
		return "| `%s` | %s | %s | %s |".formatted(meter.meterName(), kind, tags, meter.description());
	}

}
