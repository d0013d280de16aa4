package io.github.zkspring.watch.delivery;

import java.util.function.Function;
import java.util.function.Supplier;

import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.Snapshot;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A pending state of which only the newest version is delivered: the data or the children
 * of one znode, or a {@link WholeTree}.
 *
 * @param <S> the kind of snapshot
 */
class LatestState<S extends Snapshot> implements PendingState<S>, MirrorListener<S> {

	private final EventFactory<S, ?> events;

	private final Listener listener;

	private final Function<LatestState<S>, MirrorSubscription> source;

	/** Returns the pending state, {@code null} if none is pending. */
	private @Nullable Supplier<S> newest;

	private volatile boolean initialised;

	private volatile @Nullable S delivered;

	/** The newest state, if its payload cannot be decoded. */
	private volatile @Nullable S unreadable;

	private @Nullable Object payload;

	/**
	 * Creates a pending state.
	 * @param events compares states
	 * @param listener the listener for changes
	 * @param source subscribes to the mirror
	 */
	LatestState(EventFactory<S, ?> events, Listener listener, Function<LatestState<S>, MirrorSubscription> source) {
		this.events = events;
		this.listener = listener;
		this.source = source;
	}

	@Override
	public MirrorSubscription subscribe() {
		take();
		return this.source.apply(this);
	}

	@Override
	public void changed(S snapshot) {
		changed(snapshot.path(), () -> snapshot);
	}

	/**
	 * Replaces the pending state.
	 * @param path the path of the state
	 * @param state returns the state when it is delivered
	 */
	void changed(String path, Supplier<S> state) {
		boolean conflated;
		synchronized (this) {
			conflated = this.newest != null;
			this.newest = state;
		}
		this.listener.received(path, conflated);
	}

	@Override
	public void failed(String path, Exception ex) {
		this.listener.refused(path, ex);
	}

	private synchronized @Nullable Supplier<S> take() {
		Supplier<S> taken = this.newest;
		this.newest = null;
		return taken;
	}

	@Override
	public @Nullable Change<S> next() {
		Supplier<S> taken = take();
		if (taken == null) {
			return null;
		}
		S state = taken.get();
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
	public synchronized boolean putBack(Change<S> change) {
		if (this.newest != null) {
			return false;
		}
		this.newest = change::state;
		return true;
	}

	@Override
	public synchronized void restart() {
		S broken = this.unreadable;
		S current = (broken != null) ? broken : this.delivered;
		this.unreadable = null;
		this.delivered = null;
		this.payload = null;
		if (this.newest == null && current != null) {
			this.newest = () -> current;
		}
	}

	@Override
	public synchronized boolean isEmpty() {
		return this.newest == null;
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
