package io.github.zkspring.client.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link SessionLease} by clocks of its own.
 */
class SessionLeaseTests {

	private static final long SESSION = 7;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final Clocks clocks = new Clocks();

	private final SessionLease lease = new SessionLease(() -> this.clocks.nanos, () -> this.clocks.millis);

	@Test
	void isNotCertainBeforeAnyAcknowledgement() {
		this.lease.sending(SESSION, TIMEOUT);
		assertThat(remaining()).isLessThanOrEqualTo(Duration.ZERO);
	}

	@Test
	void lastsHalfTheTimeoutFromTheSendingOfTheWrite() {
		SessionLease.Term sent = this.lease.sending(SESSION, TIMEOUT);
		this.clocks.pass(Duration.ofSeconds(3));
		this.lease.acknowledge(sent);
		assertThat(remaining()).isEqualTo(Duration.ofSeconds(2));
		this.clocks.pass(Duration.ofSeconds(2));
		assertThat(remaining()).isZero();
	}

	@Test
	void isExpiredWhenAnswerArrivesAfterHalfTheTimeout() {
		SessionLease.Term sent = this.lease.sending(SESSION, TIMEOUT);
		this.clocks.pass(Duration.ofSeconds(6));
		this.lease.acknowledge(sent);
		assertThat(remaining()).isNegative();
	}

	@Test
	void usesLatestWriteInAnyOrderOfAnswers() {
		SessionLease.Term first = this.lease.sending(SESSION, TIMEOUT);
		this.clocks.pass(Duration.ofSeconds(1));
		SessionLease.Term second = this.lease.sending(SESSION, TIMEOUT);
		this.lease.acknowledge(second);
		this.lease.acknowledge(first);
		assertThat(remaining()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void coversRemainingTime() {
		assertThat(this.lease.covers(SESSION)).isFalse();
		this.lease.acknowledge(this.lease.sending(SESSION, TIMEOUT));
		assertThat(this.lease.covers(SESSION)).isTrue();
		assertThat(this.lease.covers(SESSION + 1)).isFalse();
		this.clocks.pass(Duration.ofSeconds(5).minusNanos(1));
		assertThat(this.lease.covers(SESSION)).isTrue();
		this.clocks.pass(Duration.ofNanos(1));
		assertThat(this.lease.covers(SESSION)).isFalse();
	}

	@Test
	void readsWallClockPeriodically() {
		this.lease.acknowledge(this.lease.sending(SESSION, TIMEOUT));
		this.clocks.pass(Duration.ofMillis(1));
		assertThat(this.lease.covers(SESSION)).isTrue();
		this.clocks.millis += Duration.ofHours(1).toMillis();
		this.clocks.pass(Duration.ofNanos(40_000));
		assertThat(this.lease.covers(SESSION)).isTrue();
		this.clocks.pass(Duration.ofNanos(10_000));
		assertThat(this.lease.covers(SESSION)).isFalse();
	}

	@Test
	void doesNotCoverAnotherSession() {
		this.lease.acknowledge(this.lease.sending(SESSION, TIMEOUT));
		assertThat(this.lease.remainingNanos(SESSION + 1)).isNotPositive();
		this.lease.acknowledge(this.lease.sending(SESSION + 1, TIMEOUT));
		assertThat(remaining()).isLessThanOrEqualTo(Duration.ZERO);
	}

	@Test
	void endsWhenOnlyWallClockAdvances() {
		this.lease.acknowledge(this.lease.sending(SESSION, TIMEOUT));
		this.clocks.millis += Duration.ofHours(1).toMillis();
		assertThat(remaining()).isNegative();
	}

	@Test
	void isNotExtendedWhenWallClockIsSetBack() {
		this.lease.acknowledge(this.lease.sending(SESSION, TIMEOUT));
		this.clocks.millis -= Duration.ofHours(1).toMillis();
		this.clocks.nanos += Duration.ofSeconds(5).toNanos();
		assertThat(remaining()).isZero();
	}

	private Duration remaining() {
		return Duration.ofNanos(this.lease.remainingNanos(SESSION));
	}

	private static final class Clocks {

		// close to the overflow, which differences survive
		private long nanos = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(2);

		private long millis = 1_800_000_000_000L;

		void pass(Duration time) {
			this.nanos += time.toNanos();
			this.millis += time.toMillis();
		}

	}

}
