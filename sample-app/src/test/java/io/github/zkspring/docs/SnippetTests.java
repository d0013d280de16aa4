package io.github.zkspring.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the Java snippets of the README and the guide consist of parts of compiled
 * files, and that each snippet shows its imports or is followed by a link to the file.
 */
class SnippetTests {

	private static final Path ROOT = Path.of("..");

	private static final Path SOURCES = Path.of("src/test/java/io/github/zkspring/docs");

	private static final Pattern BLOCK = Pattern.compile(
			"(?:<!-- snippet: (\\S+) -->\\n)?```java\\n(.*?)```(?:\\s+Complete class: \\[\\w+\\.java]\\((\\S+)\\))?",
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

	@ParameterizedTest
	@MethodSource("pages")
	void showsImportsOrLinksTheCompleteClass(Path page) throws IOException {
		Matcher block = BLOCK.matcher(Files.readString(page));
		while (block.find()) {
			Path file = SOURCES.resolve(block.group(1)).normalize();
			if (block.group(3) != null) {
				Path linked = page.resolveSibling(block.group(3));
				assertThat(Files.isSameFile(linked, file)).as("link of %s to %s", page, file).isTrue();
			}
			else {
				assertThat(block.group(2)).as("snippet of %s without a link", page)
					.isEqualTo(Files.readString(file).replaceFirst("package .*;\n\n", ""));
			}
		}
	}

	@Test
	void showsTheMainExampleOfTheReadmeCompletely() throws IOException {
		Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve("README.md")));
		assertThat(block.find()).isTrue();
		assertThat(block.group(1)).isEqualTo("Shop.java");
		assertThat(block.group(3)).isNull();
	}

	@Test
	void showsVersionsOfTheDevelopmentServer() throws IOException {
		String pom = Files.readString(ROOT.resolve("pom.xml"));
		String page = Files.readString(ROOT.resolve("docs/development.md"));
		assertThat(page).contains(version("metrics-core", pom, "dropwizard-metrics.version"),
				version("snappy-java", pom, "snappy.version"));
	}

	private static String version(String artifact, String pom, String property) {
		Matcher version = Pattern.compile("<%1$s>(.+)</%1$s>".formatted(property)).matcher(pom);
		assertThat(version.find()).isTrue();
		return "<artifactId>%s</artifactId>\n  <version>%s</version>".formatted(artifact, version.group(1));
	}

	// pages and source files have different line widths
	private static String normalized(String code) {
		return code.replaceAll("\\s+", "");
	}

}
