package io.github.zkspring.leader;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.zkspring.client.connection.ZkConnection;
import io.github.zkspring.contender.ContenderRegistration.OnSuspended;
import io.github.zkspring.contender.Grant;
import io.github.zkspring.faults.CapturedLog;
import io.github.zkspring.fencing.FencingToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LeadershipTransitions}.
 */
class LeadershipTransitionsTests {

	@RegisterExtension
	private final CapturedLog log = new CapturedLog();

	private final List<Object> published = Collections.synchronizedList(new ArrayList<>());

	private final Map<Long, HeldLeadership> leaderships = new HashMap<>();

	private final ZkConnection connection = mock(ZkConnection.class);

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final CountDownLatch started = new CountDownLatch(1);

	private final CountDownLatch proceed = new CountDownLatch(1);

	@AfterEach
	void shutDown() {
		this.executor.shutdownNow();
	}

	@Test
	void publishesEveryTransitionInOrder() {
		LeadershipTransitions events = new LeadershipTransitions(this.published::add, Runnable::run);
		events.granted(leadership(1));
		events.revoked(leadership(1));
		events.granted(leadership(2));
		assertThat(this.published).containsExactly(granted(1), revoked(1), granted(2));
	}

	@Test
	void dropsGrantThatEndsWhileListenerBlocks() throws Exception {
		LeadershipTransitions events = blockedByTheFirstGrant();
		events.revoked(leadership(1));
		events.granted(leadership(2));
		events.revoked(leadership(2));
		events.granted(leadership(3));
		CompletableFuture<Void> delivered = events.delivered();
		assertThat(delivered).isNotCompleted();
		this.proceed.countDown();
		assertThat(delivered).succeedsWithin(Duration.ofSeconds(5));
		assertThat(this.published).containsExactly(granted(1), revoked(1), granted(3));
	}

	@Test
	void publishesRevocationOfDeliveredGrant() throws Exception {
		LeadershipTransitions events = blockedByTheFirstGrant();
		events.revoked(leadership(1));
		this.proceed.countDown();
		assertThat(events.delivered()).succeedsWithin(Duration.ofSeconds(5));
		assertThat(this.published).containsExactly(granted(1), revoked(1));
	}

	@Test
	void continuesWhenListenerThrows() {
		LeadershipTransitions events = new LeadershipTransitions((event) -> {
			this.published.add(event);
			throw new IllegalStateException("failure of this test");
		}, Runnable::run);
		events.granted(leadership(1));
		events.revoked(leadership(1));
		assertThat(this.published).containsExactly(granted(1), revoked(1));
		assertThat(this.log.text()).contains("A listener failed for LeadershipGrantedEvent");
	}

	@RepeatedTest(20)
	void pairsGrantsAndRevocationsInRandomTimings(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		Deque<Runnable> later = new ArrayDeque<>();
		LeadershipTransitions events = new LeadershipTransitions(this.published::add, later::add);
		int term = 0;
		boolean leads = false;
		for (int step = 0; step < 500; step++) {
			if (random.nextInt(3) == 0) {
				runAll(later);
			}
			else if (leads) {
				events.revoked(leadership(term));
				leads = false;
			}
			else {
				events.granted(leadership(++term));
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

	private HeldLeadership leadership(long token) {
		return this.leaderships.computeIfAbsent(token,
				(key) -> new HeldLeadership("reports",
						new Grant("/leaders/reports/me", 1, token, this.connection, OnSuspended.HOLD),
						new ElectionStatistics(mock(LeaderElection.class))));
	}

	private static LeadershipGrantedEvent granted(long token) {
		return new LeadershipGrantedEvent("reports", new FencingToken(token));
	}

	private static LeadershipRevokedEvent revoked(long token) {
		return new LeadershipRevokedEvent("reports", new FencingToken(token));
	}

	private LeadershipTransitions blockedByTheFirstGrant() throws InterruptedException {
		LeadershipTransitions events = new LeadershipTransitions((event) -> {
			this.published.add(event);
			this.started.countDown();
			proceed();
		}, this.executor);
		events.granted(leadership(1));
		this.started.await();
		return events;
	}

	private void proceed() {
		try {
			this.proceed.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
