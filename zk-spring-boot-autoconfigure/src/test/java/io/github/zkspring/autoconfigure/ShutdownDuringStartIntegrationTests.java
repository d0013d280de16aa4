package io.github.zkspring.autoconfigure;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;

import io.github.zkspring.faults.JavaProcess;
import io.github.zkspring.faults.TcpProxy;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for SIGTERM while the start waits.
 */
class ShutdownDuringStartIntegrationTests {

	/** Two seconds, and what a busy machine needs to end a JVM. */
	private static final Duration LIMIT = Duration.ofSeconds(5);

	@Test
	void endsWhileStartWaitsForSession() throws Exception {
		try (ServerSocket silent = JavaProcess.listen();
				JavaProcess worker = start("127.0.0.1:" + silent.getLocalPort())) {
			silent.accept();
			worker.terminate();
			assertThat(worker.endsWithin(LIMIT)).as(worker::output).isTrue();
		}
	}

	@Test
	void endsWhileStartWaitsForFirstState() throws Exception {
		try (ZooKeeperProcess server = ZooKeeperProcess.start();
				TcpProxy proxy = TcpProxy.start(server);
				JavaProcess worker = start(proxy.connectString(), "--worker.block=true")) {
			await(worker.toString()).atMost(Timeouts.LONG)
				.failFast(() -> !worker.isAlive())
				.until(() -> worker.output().contains(WorkerApplication.BLOCKED));
			worker.terminate();
			assertThat(worker.endsWithin(LIMIT)).as(worker::output).isTrue();
		}
	}

	private static JavaProcess start(String connectString, String... arguments) throws IOException {
		return JavaProcess.start("shutdown", List.of(), WorkerApplication.class,
				List.of("--zk.connect-string=" + connectString, "--zk.startup.timeout=60s",
						"--zk.watch.initial-sync-timeout=60s",
						(arguments.length > 0) ? arguments[0] : "--debug=false"));
	}

}
