package io.github.zkspring.mirror;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When reading all at once is cheaper than notifications.
 */
class CrowdTests {

	@Test
	void isReadAsAWholeWhileThatTakesARequestOrTwo() {
		assertThat(crowd(1001, 1, 200_000).isPollable()).isTrue();
		assertThat(crowd(2000, 0, 200_000).isPollable()).as("many").isFalse();
		assertThat(crowd(100, 20, 10_000).isPollable()).as("read one by one").isFalse();
		assertThat(crowd(100, 0, 300_000).isPollable()).as("long payloads").isFalse();
	}

	@Test
	void isWorthItWhenMoreIsReportedThanWouldBeRead() {
		assertThat(crowd(10, 0, 1000).worthwhile()).isEqualTo(8000);
		assertThat(crowd(1000, 0, 100_000).worthwhile()).isEqualTo(10_000);
	}

	private static Crowd crowd(int znodes, int singles, long bytes) {
		return new Crowd(znodes, singles, bytes, 0, false);
	}

}
