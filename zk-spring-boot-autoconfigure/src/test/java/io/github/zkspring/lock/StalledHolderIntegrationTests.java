package io.github.zkspring.lock;

import java.time.Duration;
import java.util.List;

import io.github.zkspring.faults.ForeignClient;
import io.github.zkspring.faults.JavaProcess;
import io.github.zkspring.faults.Timeouts;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a holder whose process is suspended for longer than its session.
 */
@Tag("faults")
class StalledHolderIntegrationTests {

	private static final Duration LONG = Timeouts.LONG;

	@Test
	void detectsLossWhenResumedAfterSuspension() {
		try (ZooKeeperProcess server = ZooKeeperProcess.start();
				ForeignClient foreign = new ForeignClient(server.connectString());
				JavaProcess holder = JavaProcess.start("StalledHolder", List.of(), StalledHolder.class,
						List.of("--zk.connect-string=" + server.connectString(), "--zk.session-timeout=2s"))) {
			await().atMost(LONG)
				.failFast(() -> !holder.isAlive())
				.until(() -> holder.output().contains(StalledHolder.HOLDS));
			holder.suspend();
			await().atMost(LONG).until(() -> foreign.children("/locks/" + StalledHolder.LOCK).isEmpty());
			holder.resume();
			await().atMost(LONG).until(() -> holder.output().contains("[after the stop"));
			assertThat(holder.output()).contains(StalledHolder.LOST);
		}
	}

}
