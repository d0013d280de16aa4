package io.github.zkspring.client.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The time for which the servers certainly keep a session, derived from acknowledged
 * writes.
 *
 * <p>
 * A quorum that acknowledges a write has seen the session after the write was
 * <em>sent</em>. The leader of the ensemble learns of sessions on other servers from
 * their pings, up to half a tick late, and a tick is at most half of the session timeout
 * T: T/2 from the sending leaves T/8 and more for clocks that drift. Reads and pings
 * prove nothing: a server that has lost its quorum still answers them.
 *
 * <p>
 * Queries read memory and two clocks, and allocate nothing.
 */
public class SessionLease {

	private static final long WALL_CLOCK_NANOS = 50_000;

	// stands still while a virtual machine is suspended; the wall clock can be set: the
	// clock that shows the longer time counts
	private final LongSupplier nanoTime;

	private final LongSupplier currentTimeMillis;

	private volatile @Nullable Term term;

	/**
	 * Creates a lease that has not begun.
	 */
	public SessionLease() {
		this(System::nanoTime, System::currentTimeMillis);
	}

	SessionLease(LongSupplier nanoTime, LongSupplier currentTimeMillis) {
		this.nanoTime = nanoTime;
		this.currentTimeMillis = currentTimeMillis;
	}

	/**
	 * Records the time before a write is sent.
	 * @param sessionId the session that sends it
	 * @param timeout the timeoutout of that session
	 * @return the term that begins with the acknowledgement of the write
	 */
	Term sending(long sessionId, Duration timeout) {
		return new Term(sessionId, this.nanoTime.getAsLong(), this.currentTimeMillis.getAsLong(),
				timeout.toNanos() / 2);
	}

	/**
	 * Extends the lease by an acknowledged write. The latest write counts, in whatever
	 * order acknowledgements arrive.
	 * @param acknowledged the term of the write
	 */
	synchronized void acknowledge(Term acknowledged) {
		Term present = this.term;
		if (present == null || present.sessionId != acknowledged.sessionId
				|| present.sentNanos - acknowledged.sentNanos < 0) {
			this.term = acknowledged;
		}
	}

	/**
	 * Returns how long a session is certain from now on.
	 * @param sessionId the session
	 * @return nanoseconds; zero or less when it is not certain
	 */
	long remainingNanos(long sessionId) {
		Term present = this.term;
		if (present == null || present.sessionId != sessionId) {
			return 0;
		}
		return present.lengthNanos - Math.max(this.nanoTime.getAsLong() - present.sentNanos, wallClockElapsed(present));
	}

	/**
	 * Returns whether a session is certain now. Cheaper than {@link #remainingNanos}: the
	 * wall clock is read at most every {@value #WALL_CLOCK_NANOS} nanoseconds of the
	 * monotonic one.
	 * @param sessionId the session
	 * @return {@code true} while it is certain
	 */
	boolean covers(long sessionId) {
		Term present = this.term;
		if (present == null || present.sessionId != sessionId) {
			return false;
		}
		long now = this.nanoTime.getAsLong();
		if (now - present.sentNanos >= present.lengthNanos) {
			return false;
		}
		if (now - present.comparedNanos < WALL_CLOCK_NANOS) {
			return true;
		}
		if (wallClockElapsed(present) >= present.lengthNanos) {
			return false;
		}
		present.comparedNanos = now;
		return true;
	}

	private long wallClockElapsed(Term present) {
		return TimeUnit.MILLISECONDS.toNanos(this.currentTimeMillis.getAsLong() - present.sentMillis);
	}

	/**
	 * Period for which a session is certain.
	 */
	static final class Term {

		private final long sessionId;

		private final long sentNanos;

		private final long sentMillis;

		private final long lengthNanos;

		/** When the wall clock last agreed, by the monotonic one. */
		private volatile long comparedNanos;

		/**
		 * Creates a term.
		 * @param sessionId the session
		 * @param sentNanos when its write was sent, by the monotonic clock
		 * @param sentMillis the same by the wall clock
		 * @param lengthNanos how long it lasts from then
		 */
		Term(long sessionId, long sentNanos, long sentMillis, long lengthNanos) {
			this.sessionId = sessionId;
			this.sentNanos = sentNanos;
			this.sentMillis = sentMillis;
			this.lengthNanos = lengthNanos;
			this.comparedNanos = sentNanos;
		}

	}

}
