package io.github.zkspring.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * Data directory of a server: a configured one, which is kept, or a temporary one, which
 * {@link #close()} deletes.
 */
final class EmbeddedServerDirectory implements AutoCloseable {

	// contains the process id to distinguish directories in use from those that a killed
	// JVM left behind
	static final String PREFIX = "zk-embedded-" + ProcessHandle.current().pid() + "-";

	private static final Log logger = LogFactory.getLog(EmbeddedServerDirectory.class);

	private final Path path;

	private final boolean temporary;

	private EmbeddedServerDirectory(Path path, boolean temporary) {
		this.path = path;
		this.temporary = temporary;
	}

	static EmbeddedServerDirectory of(@Nullable Path given) throws IOException {
		return (given != null) ? kept(given.toAbsolutePath()) : temporary();
	}

	static EmbeddedServerDirectory temporary() throws IOException {
		return new EmbeddedServerDirectory(Files.createTempDirectory(PREFIX), true);
	}

	private static EmbeddedServerDirectory kept(Path path) throws IOException {
		if (!Files.isDirectory(path)) {
			Files.createDirectories(path);
		}
		if (!Files.isWritable(path)) {
			throw new IOException("No permission to write to " + path);
		}
		return new EmbeddedServerDirectory(path, false);
	}

	Path path() {
		return this.path;
	}

	@Override
	public void close() {
		if (!this.temporary) {
			return;
		}
		try {
			FileSystemUtils.deleteRecursively(this.path);
		}
		catch (IOException ex) {
			logger.warn("Temporary directory " + this.path + " could not be deleted", ex);
		}
	}

}
