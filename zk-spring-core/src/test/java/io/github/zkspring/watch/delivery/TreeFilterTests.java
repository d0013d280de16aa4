package io.github.zkspring.watch.delivery;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.zkspring.mirror.TreeScope;
import io.github.zkspring.watch.WatchOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link TreeFilter}.
 */
class TreeFilterTests {

	@ParameterizedTest
	@CsvSource({ "**/limits,/config/limits,true", "**/limits,/config/eu/limits,true", "**/limits,/config,false",
			"**/limits,/config/limits/x,false", "*/limits,/config/eu/limits,true", "*/limits,/config/limits,false",
			"eu/**,/config/eu,true", "eu/**,/config/eu/a/b,true", "**,/config,true", "*,/config,false",
			"eu-?,/config/eu-1,true" })
	void matchesPathsRelativeToTheRoot(String pattern, String path, boolean expected) {
		assertThat(new TreeFilter("/config", List.of(pattern)).test(path)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/config/*", "a/{b:[}/c" })
	void refusesWhatIsNoPattern(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> WatchOptions.defaults().withFilter(pattern));
	}

	@Test
	void matchesBelowTheRootOfAll() {
		TreeFilter filter = new TreeFilter("/", List.of("config/*"));
		assertThat(filter.test("/config/a")).isTrue();
		assertThat(filter.test("/config")).isFalse();
		assertThat(filter.test("/")).isFalse();
	}

	@Test
	void matchesEverythingWithoutPatterns() {
		TreeFilter filter = new TreeFilter("/config", List.of());
		assertThat(filter.test("/config")).isTrue();
		assertThat(filter.leadsTo("/config/a/b")).isTrue();
	}

	@Test
	void prunesSubtreesThatCannotMatch() {
		TreeScope scope = new TreeFilter("/config", List.of("eu/*/limits")).scope(-1);
		assertThat(scope.depth()).isEqualTo(Integer.MAX_VALUE);
		assertThat(scope.filter()).accepts("/config/eu", "/config/eu/a", "/config/eu/a/limits")
			.rejects("/config/us", "/config/eu/a/other", "/config/eu/a/limits/x");
	}

	@Test
	void includesParentsOfMatchingZnodes() {
		Random random = new Random(11);
		int matches = 0;
		for (int round = 0; round < 20_000; round++) {
			TreeFilter filter = new TreeFilter("/r", List.of(join(random, List.of("a", "b", "*", "**", "?"))));
			String path = "/r/" + join(random, List.of("a", "b", "ab"));
			if (filter.test(path)) {
				matches++;
				for (int end = path.length(); end > 2; end = path.lastIndexOf('/', end - 1)) {
					assertThat(filter.leadsTo(path.substring(0, end))).isTrue();
				}
			}
		}
		assertThat(matches).isGreaterThan(1000);
	}

	private static String join(Random random, List<String> segments) {
		return IntStream.rangeClosed(0, random.nextInt(4))
			.mapToObj((index) -> segments.get(random.nextInt(segments.size())))
			.collect(Collectors.joining("/"));
	}

}
