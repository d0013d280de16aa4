package io.github.zkspring.mirror;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link EventRest} by a clock of its own.
 */
class EventRestTests {

	private static final Duration WORK = Duration.ofNanos(1000);

	private static final Duration NOTHING = Duration.ofNanos(500);

	private final List<Long> rests = new ArrayList<>();

	private long now = Duration.ofMinutes(1).toNanos();

	private final EventRest rest = new EventRest(() -> this.now, (nanos) -> {
		this.rests.add(nanos);
		this.now += nanos;
	});

	@Test
	void restsWhileChangesStorm() {
		take(EventRest.STORM, Duration.ofNanos(1000L * 40));
		assertThat(this.rests).isEmpty();
		take(1, Duration.ofNanos(1000L * 40));
		assertThat(this.rests).containsExactly(EventRest.REST.toNanos());
	}

	@Test
	void takesWhatHasGatheredAndRestsAgain() {
		take(EventRest.STORM + 1, Duration.ofNanos(1000L * 40));
		take(24, NOTHING);
		assertThat(this.rests).hasSize(1);
		take(1, Duration.ofNanos(1000L * 10));
		assertThat(this.rests).hasSize(2);
	}

	@Test
	void doesNotRestBetweenChangesThatAreFarApart() {
		take(1000, Duration.ofNanos(1000L * 200));
		assertThat(this.rests).isEmpty();
	}

	@Test
	void doesNotRestWhileMoreIsWaiting() {
		take(10_000, NOTHING);
		assertThat(this.rests).isEmpty();
	}

	@Test
	void doesNotRestForWhatComesAfterAStorm() {
		take(EventRest.STORM, Duration.ofNanos(1000L * 40));
		take(EventRest.STORM, Duration.ofMillis(3));
		assertThat(this.rests).isEmpty();
	}

	private void take(int notifications, Duration apart) {
		for (int i = 0; i < notifications; i++) {
			this.now += apart.toNanos();
			this.rest.begin();
			this.now += WORK.toNanos();
			this.rest.end();
		}
	}

}
