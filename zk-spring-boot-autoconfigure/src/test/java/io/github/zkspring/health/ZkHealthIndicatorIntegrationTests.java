package io.github.zkspring.health;

import java.time.Duration;
import java.util.Arrays;

import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.ZkSessionState;
import io.github.zkspring.faults.ZooKeeperProcess;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the response time of {@link ZkHealthIndicator} while the server runs, stalls
 * and is stopped.
 */
class ZkHealthIndicatorIntegrationTests {

	private static final Log logger = LogFactory.getLog(ZkHealthIndicatorIntegrationTests.class);

	private static final int ANSWERS = 20000;

	/** One millisecond plus tolerance for a loaded machine. */
	private static final Duration LIMIT = Duration.ofMillis(20);

	@Test
	void answersImmediatelyWhenEnsembleIsUpStalledOrDown() {
		try (ZooKeeperProcess server = ZooKeeperProcess.start()) {
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ZkAutoConfiguration.class))
				.withPropertyValues("zk.connect-string=" + server.connectString(), "zk.session-timeout=4s")
				.run((context) -> {
					ZkSession session = context.getBean(ZkSession.class);
					ZkHealthIndicator indicator = new ZkHealthIndicator(session, Status.UNKNOWN);
					measure("up", indicator, Status.UP);
					server.process().suspend();
					measure("stalled", indicator, Status.UP);
					await().until(() -> session.state() == ZkSessionState.SUSPENDED);
					assertThat(indicator.health().getStatus()).isEqualTo(Status.UNKNOWN);
					server.kill();
					await().until(() -> indicator.health().getStatus().equals(Status.DOWN));
					measure("down", indicator, Status.DOWN);
				});
		}
	}

	private static void measure(String situation, ZkHealthIndicator indicator, Status expected) {
		long[] nanos = new long[ANSWERS];
		for (int number = 0; number < ANSWERS; number++) {
			long begin = System.nanoTime();
			Health health = indicator.health();
			nanos[number] = System.nanoTime() - begin;
			assertThat(health.getStatus()).isEqualTo(expected);
		}
		Arrays.sort(nanos);
		long percentile = nanos[ANSWERS * 99 / 100];
		logger.info("health, %s: p50 %.1f us, p99 %.1f us, longest %.1f us".formatted(situation,
				nanos[ANSWERS / 2] / 1e3, percentile / 1e3, nanos[ANSWERS - 1] / 1e3));
		assertThat(Duration.ofNanos(percentile)).isLessThan(LIMIT);
	}

}
