package io.github.zkspring.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A wall clock for separate processes that can be made to jump. The monotonic clock is
 * not affected. Requires libfaketime.
 */
public final class FakeClock implements AutoCloseable {

	private static final Path LIBRARIES = Path.of("/usr/lib");

	private static final PathMatcher LIBRARY = FileSystems.getDefault()
		.getPathMatcher("glob:/usr/lib/*/faketime/libfaketimeMT.so.1");

	private final Path file;

	private FakeClock(Path file) {
		this.file = file;
	}

	/**
	 * Skips the current test where the clock cannot be faked, or fails it on a build
	 * server.
	 */
	public static void require() {
		Prerequisite.require(obstacle());
	}

	private static Optional<String> obstacle() {
		return library().isPresent() ? Optional.empty()
				: Optional.of("A clock that jumps needs the package libfaketime");
	}

	public static FakeClock create() {
		try {
			FakeClock clock = new FakeClock(Files.createTempFile("clock", ".txt"));
			clock.set(Duration.ZERO);
			return clock;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns a machine whose processes use this clock.
	 * @return the machine
	 */
	public Machine machine() {
		Path library = library().orElseThrow();
		return new Machine("jumping", Machine.LOCAL.address(), List.of("env", "LD_PRELOAD=" + library,
				"FAKETIME_TIMESTAMP_FILE=" + this.file, "FAKETIME_CACHE_DURATION=1", "DONT_FAKE_MONOTONIC=1"));
	}

	/**
	 * Makes the clock jump within a second.
	 * @param ahead how far it is ahead of the true time from now on; negative for behind
	 */
	public void set(Duration ahead) {
		try {
			Path next = Files.createTempFile(this.file.getParent(), "clock", ".next");
			Files.writeString(next, "%+d%n".formatted(ahead.toSeconds()));
			Files.move(next, this.file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Optional<Path> library() {
		if (!Files.isDirectory(LIBRARIES)) {
			return Optional.empty();
		}
		try (Stream<Path> found = Files.find(LIBRARIES, 3, (path, attributes) -> LIBRARY.matches(path))) {
			return found.findFirst();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			Files.deleteIfExists(this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
