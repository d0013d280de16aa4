package io.github.zkspring.sample;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;

import io.github.zkspring.faults.JavaProcess;
import io.github.zkspring.faults.Timeouts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SampleStartAndStopIntegrationTests {

	@Test
	void stopsWithinThreeSecondsAndDeletesTemporaryFiles(@TempDir Path temp) throws Exception {
		try (SampleProcess sample = SampleProcess.start("alone", temp)) {
			SampleClient client = sample.awaitStarted();
			assertThat(client.text("/")).isNotEmpty();
			assertThat(client.state()).isNotEmpty();
			sample.process().terminate();
			assertThat(sample.process().endsWithin(Duration.ofSeconds(3))).as(sample.process().toString()).isTrue();
		}
		assertThat(temp).isEmptyDirectory();
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.port", "zk.embedded.port" })
	void reportsPropertyOfPortInUse(String property, @TempDir Path temp) throws Exception {
		try (ServerSocket occupant = JavaProcess.listen();
				SampleProcess sample = SampleProcess.start("busy-" + property, temp,
						"--" + property + "=" + occupant.getLocalPort())) {
			assertThat(sample.process().endsWithin(Timeouts.LONG)).as(sample.process().toString()).isTrue();
			assertThat(sample.process().exitCode()).isNotZero();
			assertThat(sample.process().output()).contains("APPLICATION FAILED TO START")
				.contains(property)
				.contains(String.valueOf(occupant.getLocalPort()));
		}
		assertThat(temp).isEmptyDirectory();
	}

}
