package io.github.zkspring.watch.delivery;

import java.time.Instant;
import java.util.Optional;

import io.github.zkspring.mirror.Snapshot;
import io.github.zkspring.watch.WatchError;
import io.github.zkspring.watch.WatchStatistics;
import io.github.zkspring.watch.ZkWatch;
import org.jspecify.annotations.Nullable;

/**
 * Counts the deliveries and errors of one watch. The delivering thread writes deliveries
 * and errors, one at a time; the mirror writes conflated states, one at a time.
 */
class DeliveryStatistics implements WatchStatistics {

	private final ZkWatch watch;

	private volatile long deliveries;

	private volatile long conflated;

	private volatile @Nullable LastDelivery last;

	private volatile @Nullable Errors errors;

	DeliveryStatistics(ZkWatch watch) {
		this.watch = watch;
	}

	/**
	 * Counts a delivered state.
	 * @param state the state
	 * @param errorsBefore the number of errors before its delivery began
	 */
	void delivered(Snapshot state, long errorsBefore) {
		this.last = new LastDelivery(state, System.currentTimeMillis());
		this.deliveries = this.deliveries + 1;
		if (errors() == errorsBefore) {
			recovered();
		}
	}

	/**
	 * Counts an error.
	 * @param error the error
	 */
	void failed(WatchError error) {
		String message = (error.kind() == WatchError.Kind.METHOD) ? error.cause().getClass().getName()
				: String.valueOf(error.cause().getMessage());
		this.errors = new Errors(errors() + 1, new Failure(error.kind(), error.path(), message, Instant.now()), true);
	}

	/**
	 * Records that the last error is resolved.
	 */
	void recovered() {
		Errors known = this.errors;
		if (known != null && known.failing()) {
			this.errors = new Errors(known.count(), known.last(), false);
		}
	}

	/**
	 * Counts a state that was replaced before its delivery.
	 */
	void conflatedState() {
		this.conflated = this.conflated + 1;
	}

	@Override
	public long deliveries() {
		return this.deliveries;
	}

	@Override
	public long errors() {
		Errors known = this.errors;
		return (known != null) ? known.count() : 0;
	}

	@Override
	public long conflated() {
		return this.conflated;
	}

	@Override
	public Optional<Delivery> lastDelivered() {
		LastDelivery known = this.last;
		return (known != null) ? Optional
			.of(new Delivery(known.state().zxid(), known.state().version(), Instant.ofEpochMilli(known.atMillis())))
				: Optional.empty();
	}

	@Override
	public Optional<Failure> lastError() {
		Errors known = this.errors;
		return (known != null) ? Optional.of(known.last()) : Optional.empty();
	}

	// the mirror does not report that an unchanged znode can be read again
	@Override
	public boolean isFailing() {
		Errors known = this.errors;
		return known != null && known.failing()
				&& (known.last().kind() != WatchError.Kind.READ || this.watch.isStale());
	}

	/**
	 * The last delivery.
	 *
	 * @param state the delivered state
	 * @param atMillis the time of its delivery, in milliseconds of the wall clock
	 */
	private record LastDelivery(Snapshot state, long atMillis) {

	}

	/**
	 * The errors so far.
	 *
	 * @param count their number
	 * @param last the last one
	 * @param failing whether the last one is not resolved
	 */
	private record Errors(long count, Failure last, boolean failing) {

	}

}
