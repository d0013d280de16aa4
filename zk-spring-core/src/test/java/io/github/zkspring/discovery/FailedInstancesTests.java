package io.github.zkspring.discovery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@link FailedInstances} and the provided selectors.
 */
class FailedInstancesTests {

	private final AtomicLong clock = new AtomicLong(-5);

	private final FailedInstances failed = new FailedInstances(this.clock::get);

	private final ServiceInstance one = instance("one");

	private final ServiceInstance two = instance("two");

	private final List<ServiceInstance> both = List.of(this.one, this.two);

	@Test
	void excludesFailedInstanceForGrowingTime() {
		assertThat(this.failed.exclude(this.both)).isEqualTo(this.both);
		for (int seconds : List.of(1, 2, 4, 8, 16, 30, 30)) {
			this.failed.failed(this.one);
			pass(Duration.ofSeconds(seconds).minusNanos(1));
			assertThat(this.failed.exclude(this.both)).containsExactly(this.two);
			pass(Duration.ofNanos(1));
			assertThat(this.failed.exclude(this.both)).isEqualTo(this.both);
		}
	}

	@Test
	void resetsExclusionAfterMinuteWithoutFailure() {
		this.failed.failed(this.one);
		this.failed.failed(this.one);
		pass(Duration.ofMinutes(1));
		this.failed.failed(this.one);
		pass(Duration.ofSeconds(1));
		assertThat(this.failed.exclude(this.both)).isEqualTo(this.both);
	}

	@Test
	void returnsInstanceWithEarliestFailureWhenAllHaveFailed() {
		this.failed.failed(this.one);
		pass(Duration.ofMillis(1));
		this.failed.failed(this.two);
		assertThat(this.failed.exclude(this.both)).containsExactly(this.one);
		pass(Duration.ofMillis(1));
		this.failed.failed(this.one);
		assertThat(this.failed.exclude(this.both)).containsExactly(this.two);
	}

	@Test
	void forgetsRemovedInstances() {
		this.failed.failed(this.one);
		this.failed.failed(this.two);
		this.failed.retain(List.of(this.two));
		assertThat(this.failed.sinceLastFailure(this.one)).isNull();
		assertThat(this.failed.sinceLastFailure(this.two)).isZero();
		assertThat(this.failed.exclude(this.both)).containsExactly(this.one);
	}

	@Test
	void leastRecentlyFailedPrefersInstancesWithoutFailure() {
		InstanceSelector selector = InstanceSelector.leastRecentlyFailed();
		this.failed.failed(this.one);
		for (int time = 0; time < 20; time++) {
			assertThat(selector.select("orders", this.both, this.failed)).isEqualTo(this.two);
		}
		pass(Duration.ofMillis(1));
		this.failed.failed(this.two);
		assertThat(selector.select("orders", this.both, this.failed)).isEqualTo(this.one);
		this.failed.failed(this.one);
		pass(Duration.ofMillis(1));
		this.failed.failed(this.one);
		assertThat(selector.select("orders", this.both, this.failed)).isEqualTo(this.two);
	}

	@Test
	void randomSelectsAllInstancesAndRoundRobinSelectsInTurn() {
		InstanceSelector random = InstanceSelector.random();
		assertThat(IntStream.range(0, 200).mapToObj((time) -> random.select("orders", this.both, this.failed)))
			.contains(this.one, this.two);
		InstanceSelector roundRobin = InstanceSelector.roundRobin();
		assertThat(IntStream.range(0, 4).mapToObj((time) -> roundRobin.select("orders", this.both, this.failed)))
			.containsExactly(this.one, this.two, this.one, this.two);
		assertThat(roundRobin.select("others", this.both, this.failed)).isEqualTo(this.one);
	}

	private void pass(Duration time) {
		this.clock.addAndGet(time.toNanos());
	}

	private static ServiceInstance instance(String id) {
		return new ServiceInstance("orders", id, "127.0.0.1", 8080, null, Map.of(), Instant.EPOCH);
	}

}
