package io.github.zkspring.leader;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ElectionCounts}.
 */
class ElectionCountsTests {

	private final ElectionCounts counts = new ElectionCounts();

	@Test
	void countsBodiesOnceSomebodyWantsToKnow() {
		this.counts.bodyRuns();
		this.counts.bodySkipped();
		assertThat(this.counts.bodiesRun() + this.counts.bodiesSkipped()).isZero();
		this.counts.count();
		this.counts.bodyRuns();
		this.counts.bodySkipped();
		assertThat(this.counts.bodiesRun()).isEqualTo(1);
		assertThat(this.counts.bodiesSkipped()).isEqualTo(1);
	}

	@Test
	void addsThePresentTermToThoseThatAreOver() {
		assertThat(this.counts.led()).isZero();
		this.counts.begin();
		await().until(() -> this.counts.led().toMillis() > 5);
		this.counts.end();
		Duration first = this.counts.led();
		assertThat(this.counts.led()).isEqualTo(first);
		this.counts.begin();
		await().until(() -> this.counts.led().compareTo(first) > 0);
		assertThat(this.counts.granted()).isEqualTo(2);
		assertThat(this.counts.revoked()).isEqualTo(1);
	}

}
