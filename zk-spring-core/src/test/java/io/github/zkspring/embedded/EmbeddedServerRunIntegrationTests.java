package io.github.zkspring.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Integration tests for {@link EmbeddedServerRun}.
 */
class EmbeddedServerRunIntegrationTests {

	@TempDir
	private Path dataDirectory;

	@Test
	void startsAndStops() throws Exception {
		EmbeddedServerRun run = run(0, Duration.ofSeconds(20));
		run.start();
		assertThat(run.isAlive()).isTrue();
		assertThat(run.port()).isPositive();
		run.stop();
		assertThat(run.isAlive()).isFalse();
	}

	@Test
	void noticesThatServerDiedWhileStarting() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			EmbeddedServerRun run = run(taken.getLocalPort(), Duration.ofSeconds(20));
			long begin = System.nanoTime();
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(run::start);
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
			assertThat(run.isAlive()).isFalse();
		}
	}

	@Test
	void givesUpServerThatHangsWhileStartingAndEndsItsThreads() throws Exception {
		createUnusableData();
		EmbeddedServerRun run = run(0, Duration.ofSeconds(1));
		long begin = System.nanoTime();
		assertThatExceptionOfType(Exception.class).isThrownBy(run::start);
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
		assertThat(run.isAlive()).isFalse();
	}

	@Test
	void keepsInterruptOfCallerWhileItStops() throws Exception {
		EmbeddedServerRun run = run(0, Duration.ofSeconds(20));
		run.start();
		Thread.currentThread().interrupt();
		run.stop();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(run.isAlive()).isFalse();
	}

	private EmbeddedServerRun run(int port, Duration startTimeout) throws Exception {
		return new EmbeddedServerRun(EmbeddedServerRun.create(port, this.dataDirectory), startTimeout);
	}

	private void createUnusableData() throws IOException {
		Files.createFile(this.dataDirectory.resolve("version-2"));
	}

}
