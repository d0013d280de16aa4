package io.github.zkspring.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import io.github.zkspring.faults.AbstractServerIntegrationTests;
import io.github.zkspring.faults.JavaProcess;
import io.github.zkspring.faults.Timeouts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for processes that only wait for ZooKeeper.
 */
class IdleProcessIntegrationTests extends AbstractServerIntegrationTests {

	private static final String WARNING = "No thread keeps this process running";

	@Test
	void namesPropertyThatKeepsWorkerRunning() throws InterruptedException {
		try (JavaProcess worker = start("idle")) {
			assertThat(worker.endsWithin(Timeouts.LONG)).isTrue();
			assertThat(worker.output()).contains(WARNING, "watches: 1", "'spring.main.keep-alive=true'");
		}
	}

	@Test
	void keepsWorkerRunningOnRequest() {
		try (JavaProcess worker = start("kept", "--spring.main.keep-alive=true")) {
			await(worker.toString()).atMost(Timeouts.LONG)
				.failFast(() -> !worker.isAlive())
				.until(() -> worker.output().contains("Started WorkerApplication"));
			assertThat(worker.output()).doesNotContain(WARNING);
			assertThat(worker.isAlive()).isTrue();
		}
	}

	private static JavaProcess start(String name, String... arguments) {
		List<String> all = Stream
			.concat(Stream.of("--zk.connect-string=" + server.connectString()), Stream.of(arguments))
			.toList();
		return JavaProcess.start(name, List.of(), WorkerApplication.class, all);
	}

}
