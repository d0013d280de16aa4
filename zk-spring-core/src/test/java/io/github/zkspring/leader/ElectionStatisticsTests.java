package io.github.zkspring.leader;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ElectionStatistics}.
 */
class ElectionStatisticsTests {

	private final ElectionStatistics statistics = new ElectionStatistics(mock(LeaderElection.class));

	@Test
	void countsBodies() {
		this.statistics.bodyRun();
		this.statistics.bodySkipped();
		this.statistics.bodySkipped();
		assertThat(this.statistics.bodiesRun()).isEqualTo(1);
		assertThat(this.statistics.bodiesSkipped()).isEqualTo(2);
		assertThat(this.statistics.bodiesInterrupted()).isZero();
	}

	@Test
	void addsCurrentTermToPastTerms() {
		assertThat(this.statistics.led()).isZero();
		this.statistics.termBegan();
		await().until(() -> this.statistics.led().toMillis() > 5);
		this.statistics.termEnded();
		Duration first = this.statistics.led();
		assertThat(this.statistics.led()).isEqualTo(first);
		this.statistics.termBegan();
		await().until(() -> this.statistics.led().compareTo(first) > 0);
		assertThat(this.statistics.granted()).isEqualTo(2);
		assertThat(this.statistics.revoked()).isEqualTo(1);
	}

}
