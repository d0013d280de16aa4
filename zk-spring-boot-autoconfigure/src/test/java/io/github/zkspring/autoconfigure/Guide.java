package io.github.zkspring.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.yaml.snakeyaml.Yaml;

/**
 * Finds the properties that the documentation mentions in text and in YAML blocks.
 */
final class Guide {

	private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

	private static final Pattern NAME = Pattern.compile("(?:zk|management)(?:\\.[a-z-]+)+");

	private Guide() {
	}

	static Set<String> properties(Path docs) throws IOException {
		Set<String> names = new TreeSet<>();
		try (Stream<Path> pages = Files.list(docs)) {
			pages.filter((page) -> page.toString().endsWith(".md"))
				.map(Guide::read)
				.forEach((text) -> collect(text, names));
		}
		return names;
	}

	private static String read(Path page) {
		try {
			return Files.readString(page);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void collect(String text, Set<String> names) {
		Matcher name = NAME.matcher(text);
		while (name.find()) {
			names.add(name.group());
		}
		Matcher yaml = YAML.matcher(text);
		while (yaml.find()) {
			new Yaml().loadAll(yaml.group(1)).forEach((document) -> flatten("", document, names));
		}
	}

	private static void flatten(String name, Object value, Set<String> names) {
		names.add(name);
		if (value instanceof Map<?, ?> map) {
			map.forEach((key, below) -> flatten(name.isEmpty() ? key.toString() : name + "." + key, below, names));
		}
	}

}
