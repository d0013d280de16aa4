package io.github.zkspring.watch;

import java.util.Optional;

import io.github.zkspring.mirror.Snapshot;

/**
 * The statistics of a watch, as they are when they are asked for.
 *
 * @param watch the watch
 */
record LiveStatistics(AbstractWatch<?> watch) implements WatchStatistics {

	@Override
	public long deliveries() {
		return this.watch.counters().deliveries();
	}

	@Override
	public long errors() {
		return this.watch.counters().errors();
	}

	@Override
	public long conflated() {
		return this.watch.counters().conflatedStates();
	}

	@Override
	public Optional<Delivery> lastDelivered() {
		Snapshot state = this.watch.lastDelivered();
		return (state != null)
				? Optional.of(new Delivery(state.zxid(), state.version(), this.watch.counters().deliveredAt()))
				: Optional.empty();
	}

	@Override
	public Optional<Failure> lastError() {
		return Optional.ofNullable(this.watch.counters().lastError());
	}

	// nobody tells when a znode can be read again that has not changed
	@Override
	public boolean isFailing() {
		Failure failure = this.watch.counters().failure();
		return failure != null && (failure.kind() != WatchError.Kind.READ || this.watch.isStale());
	}

}
