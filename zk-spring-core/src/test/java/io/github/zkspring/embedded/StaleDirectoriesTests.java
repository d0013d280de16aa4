package io.github.zkspring.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StaleDirectories}.
 */
class StaleDirectoriesTests {

	@TempDir
	private Path parent;

	@Test
	void removesDirectoryOfEndedProcessOnly() throws Exception {
		Process ended = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-version")
			.start();
		ended.waitFor();
		Path stale = create("zk-embedded-" + ended.pid() + "-1");
		Path own = create("zk-embedded-" + ProcessHandle.current().pid() + "-1");
		Path foreign = create("zk-embedded-data");
		StaleDirectories.remove(this.parent);
		assertThat(stale).doesNotExist();
		assertThat(own).isNotEmptyDirectory();
		assertThat(foreign).isNotEmptyDirectory();
	}

	private Path create(String name) throws IOException {
		Path directory = Files.createDirectories(this.parent.resolve(name).resolve("version-2"));
		Files.writeString(directory.resolve("log.1"), "log");
		return directory.getParent();
	}

}
