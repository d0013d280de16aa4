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

	private volatile long errors;

	private volatile @Nullable Snapshot lastState;

	/** The time of the last delivery, in milliseconds of the wall clock. */
	private volatile long lastDeliveredAt;

	private volatile @Nullable Failure lastError;

	/** Whether the last error is not resolved. */
	private volatile boolean failing;

	DeliveryStatistics(ZkWatch watch) {
		this.watch = watch;
	}

	/**
	 * Counts a delivered state.
	 * @param state the state
	 * @param errorsBefore the number of errors before its delivery began
	 */
	void delivered(Snapshot state, long errorsBefore) {
		this.lastDeliveredAt = System.currentTimeMillis();
		this.lastState = state;
		this.deliveries = this.deliveries + 1;
		if (this.errors == errorsBefore) {
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
		this.lastError = new Failure(error.kind(), error.path(), message, Instant.now());
		this.errors = this.errors + 1;
		this.failing = true;
	}

	/**
	 * Records that the last error is resolved.
	 */
	void recovered() {
		this.failing = false;
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
		return this.errors;
	}

	@Override
	public long conflated() {
		return this.conflated;
	}

	@Override
	public Optional<Delivery> lastDelivered() {
		Instant at = Instant.ofEpochMilli(this.lastDeliveredAt);
		return Optional.ofNullable(this.lastState).map((state) -> new Delivery(state.zxid(), state.version(), at));
	}

	@Override
	public Optional<Failure> lastError() {
		return Optional.ofNullable(this.lastError);
	}

	// the mirror does not report that an unchanged znode can be read again
	@Override
	public boolean isFailing() {
		Failure last = this.lastError;
		return this.failing && last != null && (last.kind() != WatchError.Kind.READ || this.watch.isStale());
	}

}
