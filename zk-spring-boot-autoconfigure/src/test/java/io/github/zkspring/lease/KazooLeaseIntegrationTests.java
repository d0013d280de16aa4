package io.github.zkspring.lease;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ZkLeases} shared with kazoo, if kazoo is installed.
 */
class KazooLeaseIntegrationTests extends AbstractLeaseIntegrationTests {

	private static final String SCRIPT = """
			import datetime, sys
			from kazoo.client import KazooClient
			from kazoo.recipe.lease import NonBlockingLease, MultiNonBlockingLease
			zk = KazooClient(sys.argv[1])
			zk.start()
			now = lambda: datetime.datetime.utcfromtimestamp(float(sys.argv[4]))
			time = datetime.timedelta(seconds=3)
			slots = int(sys.argv[5])
			if slots == 1:
			    lease = NonBlockingLease(zk, sys.argv[2], time, sys.argv[3], now)
			else:
			    lease = MultiNonBlockingLease(zk, slots, sys.argv[2], time, sys.argv[3], now)
			print(bool(lease))
			zk.stop()
			""";

	private static Optional<Path> python = Optional.empty();

	@BeforeAll
	static void findPythonWithKazoo() {
		python = Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.map((directory) -> Path.of(directory, "python3"))
			.filter(Files::isExecutable)
			.filter((candidate) -> run(candidate, "import kazoo; print('here')").equals("here"))
			.findFirst();
		Assumptions.assumeTrue(python.isPresent(), "Skipped: there is no python3 with kazoo");
	}

	@Test
	void sharesLeasesWithKazooInBothDirections() {
		this.runner.run((context) -> {
			ZkLeases leases = context.getBean(ZkLeases.class);
			Duration time = Duration.ofMillis(2500);
			assertThat(leases.tryAcquire("job", time)).isTrue();
			assertThat(kazoo("python", 12, 1)).isFalse();
			assertThat(kazoo("first", 12, 1)).isTrue();
			this.clock.forward(Duration.ofSeconds(4));
			assertThat(leases.withHolder("second").tryAcquire("job", time)).isFalse();
			assertThat(leases.tryAcquire("job", time)).isTrue();
			assertThat(kazoo("python", 17, 1)).isTrue();
			assertThat(leases.tryAcquire("job", time)).isFalse();
			this.clock.forward(Duration.ofSeconds(6));
			assertThat(leases.tryAcquire("job", time)).isTrue();
			assertThat(leases.release("job")).isTrue();
			assertThat(kazoo("python", 21, 1)).isTrue();
		});
	}

	@Test
	void sharesSlotsWithKazoo() {
		this.runner.run((context) -> {
			ZkLeases leases = context.getBean(ZkLeases.class);
			assertThat(leases.tryAcquire("job", Duration.ofSeconds(3), 2)).isTrue();
			assertThat(kazoo("python", 10, 2)).isTrue();
			assertThat(leases.withHolder("second").tryAcquire("job", Duration.ofSeconds(3), 2)).isFalse();
			assertThat(kazoo("second", 12, 2)).isFalse();
		});
	}

	private static boolean kazoo(String holder, int time, int slots) {
		String answer = run(python.orElseThrow(), SCRIPT, server.connectString(), "/leases/job", holder,
				Integer.toString(time), Integer.toString(slots));
		assertThat(answer).isIn("True", "False");
		return answer.equals("True");
	}

	private static String run(Path python, String script, String... arguments) {
		List<String> command = new ArrayList<>(List.of(python.toString(), "-Wignore", "-c", script));
		command.addAll(List.of(arguments));
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
