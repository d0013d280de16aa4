package io.github.zkspring.watch;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is counted of one watch. There are many watches: it is a handful of fields.
 * Deliveries and errors are counted by the delivering thread, one at a time.
 */
class WatchCounters {

	private volatile long deliveries;

	/** When the last one was, in milliseconds of the wall clock. */
	private volatile long deliveredAt;

	private volatile long conflated;

	private volatile @Nullable Errors errors;

	/**
	 * A state was delivered.
	 * @param errorsBefore how many errors there had been before its turn
	 */
	void delivered(long errorsBefore) {
		this.deliveredAt = System.currentTimeMillis();
		this.deliveries = this.deliveries + 1;
		if (errors() == errorsBefore) {
			recovered();
		}
	}

	void failed(WatchError error) {
		String message = (error.kind() == WatchError.Kind.METHOD) ? error.cause().getClass().getName()
				: String.valueOf(error.cause().getMessage());
		this.errors = new Errors(errors() + 1,
				new WatchStatistics.Failure(error.kind(), error.path(), message, Instant.now()), true);
	}

	/**
	 * What was wrong is right again.
	 */
	void recovered() {
		Errors known = this.errors;
		if (known != null && known.failing()) {
			this.errors = new Errors(known.count(), known.last(), false);
		}
	}

	/**
	 * A state was replaced before its turn. Called one call at a time.
	 */
	void conflated() {
		this.conflated = this.conflated + 1;
	}

	long deliveries() {
		return this.deliveries;
	}

	long errors() {
		Errors known = this.errors;
		return (known != null) ? known.count() : 0;
	}

	WatchStatistics.@Nullable Failure lastError() {
		Errors known = this.errors;
		return (known != null) ? known.last() : null;
	}

	/**
	 * The error that has not healed.
	 * @return the error, {@code null} when there is none
	 */
	WatchStatistics.@Nullable Failure failure() {
		Errors known = this.errors;
		return (known != null && known.failing()) ? known.last() : null;
	}

	long conflatedStates() {
		return this.conflated;
	}

	Instant deliveredAt() {
		return Instant.ofEpochMilli(this.deliveredAt);
	}

	/**
	 * The errors so far, once there was one.
	 *
	 * @param count how many
	 * @param last the last one
	 * @param failing whether nothing has gone well since
	 */
	private record Errors(long count, WatchStatistics.Failure last, boolean failing) {

	}

}
