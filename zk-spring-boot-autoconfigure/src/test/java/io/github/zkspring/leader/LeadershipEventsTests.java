package io.github.zkspring.leader;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.zkspring.fencing.FencingToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeadershipEvents}.
 */
class LeadershipEventsTests {

	private final List<Object> published = Collections.synchronizedList(new ArrayList<>());

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	@AfterEach
	void shutDown() {
		this.executor.shutdownNow();
	}

	@Test
	void publishesEveryTransitionInOrder() {
		LeadershipEvents events = new LeadershipEvents(this.published::add, Runnable::run);
		events.granted(granted(1));
		events.revoked(revoked(1));
		events.granted(granted(2));
		assertThat(this.published).containsExactly(granted(1), revoked(1), granted(2));
	}

	@Test
	void leavesOutGrantThatEndsWhileListenerBlocks() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch proceed = new CountDownLatch(1);
		LeadershipEvents events = new LeadershipEvents((event) -> {
			this.published.add(event);
			started.countDown();
			join(proceed);
		}, this.executor);
		events.granted(granted(1));
		started.await();
		events.revoked(revoked(1));
		events.granted(granted(2));
		events.revoked(revoked(2));
		events.granted(granted(3));
		assertThat(events.awaitPublished(System.nanoTime())).isFalse();
		proceed.countDown();
		assertThat(events.awaitPublished(System.nanoTime() + Duration.ofSeconds(10).toNanos())).isTrue();
		assertThat(this.published).containsExactly(granted(1), revoked(1), granted(3));
	}

	@Test
	void publishesRevocationOfGrantThatListenerHasSeen() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch proceed = new CountDownLatch(1);
		LeadershipEvents events = new LeadershipEvents((event) -> {
			this.published.add(event);
			started.countDown();
			join(proceed);
		}, this.executor);
		events.granted(granted(1));
		started.await();
		events.revoked(revoked(1));
		proceed.countDown();
		assertThat(events.awaitPublished(System.nanoTime() + Duration.ofSeconds(10).toNanos())).isTrue();
		assertThat(this.published).containsExactly(granted(1), revoked(1));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void goesOnWhenListenerThrows(CapturedOutput output) {
		LeadershipEvents events = new LeadershipEvents((event) -> {
			this.published.add(event);
			throw new IllegalStateException("a fault of this test");
		}, Runnable::run);
		events.granted(granted(1));
		events.revoked(revoked(1));
		assertThat(this.published).containsExactly(granted(1), revoked(1));
		assertThat(output).contains("A listener failed on LeadershipGrantedEvent");
	}

	@RepeatedTest(20)
	void pairsGrantsAndRevocationsWhateverTheTiming(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		Deque<Runnable> later = new ArrayDeque<>();
		LeadershipEvents events = new LeadershipEvents(this.published::add, later::add);
		int term = 0;
		boolean leads = false;
		for (int step = 0; step < 500; step++) {
			if (random.nextInt(3) == 0) {
				runAll(later);
			}
			else if (leads) {
				events.revoked(revoked(term));
				leads = false;
			}
			else {
				events.granted(granted(++term));
				leads = true;
			}
		}
		runAll(later);
		assertPaired();
		assertThat(this.published.size() % 2 == 1).isEqualTo(leads);
		if (leads) {
			assertThat(this.published).endsWith(granted(term));
		}
	}

	private void assertPaired() {
		for (int index = 0; index < this.published.size(); index++) {
			Object event = this.published.get(index);
			if (index % 2 == 0) {
				assertThat(event).isInstanceOf(LeadershipGrantedEvent.class);
			}
			else {
				long token = ((LeadershipGrantedEvent) this.published.get(index - 1)).token().value();
				assertThat(event).isEqualTo(revoked(token));
			}
		}
	}

	private static void runAll(Deque<Runnable> tasks) {
		while (!tasks.isEmpty()) {
			tasks.poll().run();
		}
	}

	private static LeadershipGrantedEvent granted(long token) {
		return new LeadershipGrantedEvent("reports", new FencingToken(token));
	}

	private static LeadershipRevokedEvent revoked(long token) {
		return new LeadershipRevokedEvent("reports", new FencingToken(token));
	}

	private static void join(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
