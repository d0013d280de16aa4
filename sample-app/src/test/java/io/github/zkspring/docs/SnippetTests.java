package io.github.zkspring.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the Java snippets of the README and the guide consist of parts of compiled
 * files.
 */
class SnippetTests {

	private static final Path ROOT = Path.of("..");

	private static final Path SOURCES = Path.of("src/test/java/io/github/zkspring/docs");

	private static final Pattern BLOCK = Pattern.compile("(?:<!-- snippet: (\\S+) -->\\n)?```java\\n(.*?)```",
			Pattern.DOTALL);

	static Stream<Path> pages() throws IOException {
		try (Stream<Path> guide = Files.list(ROOT.resolve("docs"))) {
			List<Path> pages = guide.filter((page) -> page.toString().endsWith(".md")).toList();
			return Stream.concat(Stream.of(ROOT.resolve("README.md")), pages.stream());
		}
	}

	@ParameterizedTest
	@MethodSource("pages")
	void showsCompiledCodeOnly(Path page) throws IOException {
		Matcher block = BLOCK.matcher(Files.readString(page));
		while (block.find()) {
			assertThat(block.group(1)).as("the file behind a snippet of %s", page).isNotNull();
			String source = normalized(Files.readString(SOURCES.resolve(block.group(1))));
			for (String part : block.group(2).split("\\n\\s*\\n")) {
				assertThat(source).contains(normalized(part));
			}
		}
	}

	// pages and source files have different line widths
	private static String normalized(String code) {
		return code.replaceAll("\\s+", "");
	}

}
