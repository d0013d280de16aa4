package io.github.zkspring.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * A directory of the server: one that the user gave, which is kept with all that is in
 * it, or a temporary one, which is gone after {@link #close()}.
 */
final class EmbeddedServerDirectory implements AutoCloseable {

	// names the process, so that what a killed JVM left behind can be told from what is
	// in use
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
