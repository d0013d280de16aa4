package io.github.zkspring.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.apache.zookeeper.common.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ZkPaths}.
 */
class ZkPathsTests {

	@ParameterizedTest
	@ValueSource(strings = { "/", "/a", "/a/b", "/a.b/..c", "/ä/日本", "/a b" })
	void acceptsPaths(String path) {
		assertThat(ZkPaths.validate(path)).isEqualTo(path);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "foo|must start with '/'", "\"\"|must start with '/'", "foo/bar|must start with '/'",
					"/a//b|empty segment", "//|empty segment", "/a/../b|'.' and '..'", "/..|'.' and '..'",
					"/a/./b|'.' and '..'", "/a/.|'.' and '..'", "/a/|must not end with '/'" })
	void refusesBadPathsAndSaysWhy(String path, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> ZkPaths.validate(path))
			.withMessageStartingWith("'" + path + "'")
			.withMessageContaining(reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a\0b", "/a\u0001b", "/a\u007fb", "/a\nb", "/a\ud800b", "/a\uf8ffb", "/a\ufff0b" })
	void refusesCharactersThatZooKeeperDoesNotAllow(String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> ZkPaths.validate(path))
			.withMessageContaining("character")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContainPattern("\\p{Cntrl}"));
	}

	@Test
	void refusesNull() {
		assertThatIllegalArgumentException().isThrownBy(() -> ZkPaths.validate(null))
			.withMessage("'path' must not be null");
	}

	@Test
	void joinsParentAndChild() {
		assertThat(ZkPaths.child("/", "a")).isEqualTo("/a");
		assertThat(ZkPaths.child("/a", "b")).isEqualTo("/a/b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/b", "/", "..", ".", "a\0", "" })
	void refusesNamesThatAreNotOneSegment(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> ZkPaths.child("/a", name));
		assertThatIllegalArgumentException().isThrownBy(() -> ZkPaths.child("/", name));
	}

	@ParameterizedTest
	@CsvSource({ "/,/,''", "/a,/,a", "/a/b,/a,b", "/a/b/c,/a/b,c" })
	void splitsParentAndName(String path, String parent, String name) {
		assertThat(ZkPaths.parent(path)).isEqualTo(parent);
		assertThat(ZkPaths.name(path)).isEqualTo(name);
	}

	@ParameterizedTest
	@CsvSource({ "orders,orders", "a-b_c.d~e:f@g=h,a-b_c.d~e:f@g=h", ".,%2E", "..,%2E%2E", "...,...", "/,%2F",
			"a/b,a%2Fb", "%,%25", "%2F,%252F", "' ',%20", "ü,%C3%BC", "\ud83d\ude00,%F0%9F%98%80" })
	void escapesTextToOneSegment(String text, String segment) {
		assertThat(ZkPaths.segment(text)).isEqualTo(segment);
	}

	@Test
	void escapesControlCharacters() {
		assertThat(ZkPaths.segment("a\0b\n")).isEqualTo("a%00b%0A");
	}

	@Test
	void refusesEmptySegment() {
		assertThatIllegalArgumentException().isThrownBy(() -> ZkPaths.segment(""));
	}

	@Test
	void escapesDifferentTextsToDifferentSegments() {
		Random random = new Random(42);
		Map<String, String> texts = new HashMap<>();
		for (int count = 0; count < 20000; count++) {
			String text = randomText(random);
			String segment = ZkPaths.segment(text);
			PathUtils.validatePath("/" + segment);
			assertThat(segment).doesNotContain("/");
			String other = texts.putIfAbsent(segment, text);
			assertThat((other != null) ? other : text).isEqualTo(text);
		}
	}

	@Test
	void refusesUnpairedSurrogates() {
		assertThatIllegalArgumentException().isThrownBy(() -> ZkPaths.segment("a\ud800"));
	}

	// short texts out of few characters meet often, whole code points among them
	private static String randomText(Random random) {
		int[] alphabet = { 'a', 'A', '.', '/', '%', '2', 'E', 'F', '5', 0, ' ', 'ü', 0x65e5, 0x1f600 };
		int length = 1 + random.nextInt(5);
		return random.ints(length, 0, alphabet.length)
			.collect(StringBuilder::new, (text, index) -> text.appendCodePoint(alphabet[index]), StringBuilder::append)
			.toString();
	}

}
