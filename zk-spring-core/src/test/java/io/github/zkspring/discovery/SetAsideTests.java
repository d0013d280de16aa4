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
 * What fails, and who is picked instead.
 */
class SetAsideTests {

	private final AtomicLong clock = new AtomicLong(-5);

	private final SetAside setAside = new SetAside(this.clock::get);

	private final ServiceInstance one = instance("one");

	private final ServiceInstance two = instance("two");

	private final List<ServiceInstance> both = List.of(this.one, this.two);

	@Test
	void leavesFailedInstanceAloneForWhileThatGrows() {
		assertThat(this.setAside.without(this.both)).isSameAs(this.both);
		for (int seconds : List.of(1, 2, 4, 8, 16, 30, 30)) {
			this.setAside.failed(this.one);
			pass(Duration.ofSeconds(seconds).minusNanos(1));
			assertThat(this.setAside.without(this.both)).containsExactly(this.two);
			pass(Duration.ofNanos(1));
			assertThat(this.setAside.without(this.both)).isSameAs(this.both);
		}
	}

	@Test
	void beginsAnewAfterMinuteWithoutFailure() {
		this.setAside.failed(this.one);
		this.setAside.failed(this.one);
		pass(Duration.ofMinutes(1));
		this.setAside.failed(this.one);
		pass(Duration.ofSeconds(1));
		assertThat(this.setAside.without(this.both)).isEqualTo(this.both);
	}

	@Test
	void givesTheOneWhoseFailureIsTheLongestAgoWhenAllHaveFailed() {
		this.setAside.failed(this.one);
		pass(Duration.ofMillis(1));
		this.setAside.failed(this.two);
		assertThat(this.setAside.without(this.both)).containsExactly(this.one);
		pass(Duration.ofMillis(1));
		this.setAside.failed(this.one);
		assertThat(this.setAside.without(this.both)).containsExactly(this.two);
	}

	@Test
	void forgetsWhoHasLeft() {
		this.setAside.failed(this.one);
		this.setAside.failed(this.two);
		this.setAside.retain(List.of(this.two));
		assertThat(this.setAside.sinceLastFailure(this.one)).isNull();
		assertThat(this.setAside.sinceLastFailure(this.two)).isZero();
		assertThat(this.setAside.without(this.both)).containsExactly(this.one);
	}

	@Test
	void leastRecentlyFailedPrefersWhoNeverFailed() {
		InstanceSelector selector = InstanceSelector.leastRecentlyFailed();
		this.setAside.failed(this.one);
		for (int time = 0; time < 20; time++) {
			assertThat(selector.select("orders", this.both, this.setAside)).isEqualTo(this.two);
		}
		pass(Duration.ofMillis(1));
		this.setAside.failed(this.two);
		assertThat(selector.select("orders", this.both, this.setAside)).isEqualTo(this.one);
		this.setAside.failed(this.one);
		pass(Duration.ofMillis(1));
		this.setAside.failed(this.one);
		assertThat(selector.select("orders", this.both, this.setAside)).isEqualTo(this.two);
	}

	@Test
	void randomPicksEveryoneAndRoundRobinOneAfterTheOther() {
		InstanceSelector random = InstanceSelector.random();
		assertThat(IntStream.range(0, 200).mapToObj((time) -> random.select("orders", this.both, this.setAside)))
			.contains(this.one, this.two);
		InstanceSelector roundRobin = InstanceSelector.roundRobin();
		assertThat(IntStream.range(0, 4).mapToObj((time) -> roundRobin.select("orders", this.both, this.setAside)))
			.containsExactly(this.one, this.two, this.one, this.two);
		assertThat(roundRobin.select("others", this.both, this.setAside)).isEqualTo(this.one);
	}

	private void pass(Duration time) {
		this.clock.addAndGet(time.toNanos());
	}

	private static ServiceInstance instance(String id) {
		return new ServiceInstance("orders", id, "127.0.0.1", 8080, null, Map.of(), Instant.EPOCH);
	}

}
