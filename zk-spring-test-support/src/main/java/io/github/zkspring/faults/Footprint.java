package io.github.zkspring.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counts the threads and file descriptors of this JVM and its watches on a server.
 *
 * @param threads the names of its threads, sorted
 * @param fileDescriptors how many files and sockets it has open, {@code 0} where the
 * system does not tell
 * @param connections how many connections the server has
 * @param watches how many watches the server keeps
 */
public record Footprint(List<String> threads, long fileDescriptors, long connections, long watches) {

	private static final Path FILE_DESCRIPTORS = Path.of("/proc/self/fd");

	public static Footprint take(ZooKeeperProcess server) {
		try {
			// the question itself is one connection
			long connections = server.fourLetters("cons").lines().filter((line) -> line.contains("/")).count() - 1;
			String watches = server.fourLetters("wchs").lines().reduce((first, last) -> last).orElseThrow();
			return new Footprint(threadNames(), openFileDescriptors(), connections,
					Long.parseLong(watches.substring(watches.lastIndexOf(':') + 1)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the names of the live threads of this JVM.
	 * @return the names, sorted
	 */
	public static List<String> threadNames() {
		return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).sorted().toList();
	}

	private static long openFileDescriptors() throws IOException {
		if (!Files.isDirectory(FILE_DESCRIPTORS)) {
			return 0;
		}
		try (Stream<Path> open = Files.list(FILE_DESCRIPTORS)) {
			return open.count();
		}
	}

}
