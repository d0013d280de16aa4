package io.github.zkspring.benchmark.watch;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.core.env.SimpleCommandLinePropertySource;

/**
 * Options of the benchmark.
 *
 * @param contenders their names
 * @param sections {@code single}, {@code burst}, {@code many}
 * @param sizes numbers of watched znodes in {@code many}
 * @param repeats how often everything is measured
 * @param changes changes a repeat in {@code single}
 * @param writes writes a repeat in {@code burst}
 * @param forceSync whether the server waits for its disk
 */
record BenchmarkOptions(List<String> contenders, List<String> sections, List<Integer> sizes, int repeats, int changes,
		int writes, boolean forceSync) {

	static BenchmarkOptions parse(String... arguments) {
		SimpleCommandLinePropertySource source = new SimpleCommandLinePropertySource(arguments);
		boolean quick = source.containsProperty("quick");
		List<String> names = list(source, "contenders", String.join(",", Contenders.names())).toList();
		return new BenchmarkOptions(names, list(source, "sections", "single,burst,many").toList(),
				list(source, "sizes", quick ? "200" : "1000,10000,50000").map(Integer::valueOf).toList(),
				number(source, "repeats", quick ? 1 : 3), number(source, "changes", quick ? 200 : 2000),
				number(source, "writes", quick ? 2000 : 20_000), !"no".equals(source.getProperty("force-sync")));
	}

	private static Stream<String> list(SimpleCommandLinePropertySource source, String name, String defaultValue) {
		return Arrays.stream(value(source, name, defaultValue).split(","));
	}

	private static int number(SimpleCommandLinePropertySource source, String name, int defaultValue) {
		return Integer.parseInt(value(source, name, Integer.toString(defaultValue)));
	}

	private static String value(SimpleCommandLinePropertySource source, String name, String defaultValue) {
		String value = source.getProperty(name);
		return (value != null) ? value : defaultValue;
	}

}
