package io.github.zkspring.mirror;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TreeScope}.
 */
class TreeScopeTests {

	@ParameterizedTest
	@CsvSource({ "**/limits,/config/limits,true", "**/limits,/config/eu/limits,true", "**/limits,/config,false",
			"**/limits,/config/limits/x,false", "*/limits,/config/eu/limits,true", "*/limits,/config/limits,false",
			"eu/**,/config/eu,true", "eu/**,/config/eu/a/b,true", "**,/config,true", "*,/config,false",
			"eu-?,/config/eu-1,true" })
	void matchesPathsRelativeToTheRoot(String pattern, String path, boolean expected) {
		assertThat(new TreeScope("/config", Integer.MAX_VALUE, List.of(pattern)).matches(path)).isEqualTo(expected);
	}

	@Test
	void matchesBelowTheRootOfAll() {
		TreeScope scope = new TreeScope("/", Integer.MAX_VALUE, List.of("config/*"));
		assertThat(scope.matches("/config/a")).isTrue();
		assertThat(scope.matches("/config")).isFalse();
		assertThat(scope.matches("/")).isFalse();
	}

	@Test
	void matchesEverythingWithoutPatterns() {
		TreeScope scope = new TreeScope("/config", Integer.MAX_VALUE, List.of());
		assertThat(scope.matches("/config")).isTrue();
		assertThat(scope.includes("/config/a/b")).isTrue();
	}

	@Test
	void prunesSubtreesThatCannotMatch() {
		TreeScope scope = new TreeScope("/config", Integer.MAX_VALUE, List.of("eu/*/limits"));
		assertThat(List.of("/config", "/config/eu", "/config/eu/a", "/config/eu/a/limits")).allMatch(scope::includes);
		assertThat(List.of("/config/us", "/config/eu/a/other", "/config/eu/a/limits/x", "/configuration", "/"))
			.noneMatch(scope::includes);
	}

	@Test
	void includesLevelsUpToTheDepth() {
		TreeScope scope = new TreeScope("/config", 1, List.of());
		assertThat(List.of("/config", "/config/eu")).allMatch(scope::includes);
		assertThat(scope.includes("/config/eu/a")).isFalse();
		assertThat(scope.includesChildren("/config")).isTrue();
		assertThat(scope.includesChildren("/config/eu")).isFalse();
	}

	@Test
	void includesParentsOfMatchingZnodes() {
		Random random = new Random(11);
		int matches = 0;
		for (int round = 0; round < 20_000; round++) {
			TreeScope scope = new TreeScope("/r", Integer.MAX_VALUE,
					List.of(join(random, List.of("a", "b", "*", "**", "?"))));
			String path = "/r/" + join(random, List.of("a", "b", "ab"));
			if (scope.matches(path)) {
				matches++;
				for (int end = path.length(); end > 2; end = path.lastIndexOf('/', end - 1)) {
					assertThat(scope.includes(path.substring(0, end))).isTrue();
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
