package io.github.zkspring.watch.delivery;

import io.github.zkspring.mirror.Snapshot;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A pending state of which only the newest version is delivered.
 *
 * @param <S> the kind of snapshot
 */
abstract class ConflatedState<S extends Snapshot> implements PendingState<S> {

	private final EventFactory<S, ?> events;

	private final Listener listener;

	private volatile boolean initialised;

	private volatile @Nullable S delivered;

	/** The newest state, if its payload cannot be decoded. */
	private volatile @Nullable S unreadable;

	private @Nullable Object payload;

	ConflatedState(EventFactory<S, ?> events, Listener listener) {
		this.events = events;
		this.listener = listener;
	}

	/**
	 * Takes the newest state.
	 * @return the state, {@code null} if none is pending
	 */
	abstract @Nullable S take();

	/**
	 * Puts a state back unless a newer one is pending.
	 * @param state the state
	 * @return whether it is pending again
	 */
	abstract boolean putBack(S state);

	final Listener listener() {
		return this.listener;
	}

	@Override
	public @Nullable Change<S> next() {
		S state = take();
		if (state == null) {
			return null;
		}
		this.initialised = true;
		S broken = this.unreadable;
		if (broken != null && this.events.isSame(state, broken)) {
			return null;
		}
		S known = this.delivered;
		if (known == null || !this.events.isSame(state, known)) {
			return new Change<>(state, known, this.payload);
		}
		if (broken != null) {
			this.unreadable = null;
			this.listener.restored();
		}
		return null;
	}

	@Override
	public void delivered(Change<S> change, @Nullable Object payload) {
		this.payload = payload;
		this.delivered = change.state();
		this.unreadable = null;
	}

	@Override
	public void unreadable(Change<S> change) {
		this.unreadable = change.state();
	}

	@Override
	public boolean putBack(Change<S> change) {
		return putBack(change.state());
	}

	@Override
	public boolean isBehind() {
		return !isEmpty() || this.unreadable != null;
	}

	@Override
	public boolean isInitialised() {
		return this.initialised;
	}

	@Override
	public @Nullable Stat lastStat(String path) {
		S broken = this.unreadable;
		S last = (broken != null) ? broken : this.delivered;
		return (last != null && last.path().equals(path)) ? last.stat() : null;
	}

}
