package io.github.zkspring.mirror;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link StormGauge} by a clock of its own.
 */
class StormGaugeTests {

	private static final long SPAN = StormGauge.SPAN.toNanos();

	private final StormGauge gauge = new StormGauge();

	private long now = -TimeUnit.MINUTES.toNanos(1);

	@Test
	void tellsTheRateOfEachSpan() {
		assertThat(count(1, SPAN / 2)).isEqualTo(StormGauge.UNKNOWN);
		assertThat(count(99, SPAN / 2)).isEqualTo(StormGauge.UNKNOWN);
		assertThat(count(100, SPAN / 2)).isEqualTo(8000);
		assertThat(count(10, SPAN)).isEqualTo(400);
	}

	@Test
	void doesNotTakeAHandfulAtOnceForAStorm() {
		count(1, 0);
		count(1000, 0);
		assertThat(count(0, SPAN * 100)).isLessThan(500);
	}

	@Test
	void countsNothingBeforeItBegins() {
		this.gauge.begin(this.now + SPAN * 40);
		assertThat(count(100_000, SPAN * 39)).isEqualTo(StormGauge.UNKNOWN);
		assertThat(count(10, SPAN * 2)).isEqualTo(400);
	}

	private int count(long changes, long later) {
		this.now += later;
		return this.gauge.count(changes, this.now);
	}

}
