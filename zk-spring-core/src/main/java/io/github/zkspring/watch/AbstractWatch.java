package io.github.zkspring.watch;

import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * What all kinds of watches share: the subscription, its begin and its end.
 *
 * @param <E> the kind of event
 */
abstract class AbstractWatch<E> extends CallingWatch<E> {

	private volatile @Nullable MirrorSubscription subscription;

	AbstractWatch(WatchSettings settings, String id, String path, WatchCall<E> call) {
		super(settings, id, path, call);
	}

	/**
	 * Begin to watch, or begin again: what waited to be delivered is dropped, since the
	 * present state comes.
	 * @return the subscription
	 */
	abstract MirrorSubscription subscribe();

	/**
	 * Whether there is a state that was not delivered.
	 * @return {@code true} when there is one
	 */
	abstract boolean isBehind();

	/**
	 * The state that was delivered last.
	 * @return the state, {@code null} before the first
	 */
	abstract @Nullable Snapshot lastDelivered();

	/**
	 * Start, for the first time or after {@link #suspend()}: the present state comes, and
	 * is delivered when it differs from the one delivered last. Not to be called at the
	 * same time as {@link #suspend()}.
	 */
	void open() {
		if (isClosed() || this.subscription != null) {
			return;
		}
		this.subscription = subscribe();
		unsuspend();
		if (isClosed()) {
			unsubscribe();
		}
	}

	/**
	 * Stop, until it is opened again.
	 */
	void suspend() {
		suspendRounds();
		unsubscribe();
	}

	private void unsubscribe() {
		MirrorSubscription open = this.subscription;
		this.subscription = null;
		if (open != null) {
			open.close();
		}
	}

	/**
	 * Take note that a new state has come.
	 */
	void arrived() {
		if (!this.settings.settle().isZero() && isInitialised()) {
			hold(this.settings.settle());
		}
		else {
			release();
		}
		signal();
	}

	@Override
	public Kind kind() {
		return this.settings.kind();
	}

	@Override
	public boolean isStale() {
		MirrorSubscription open = this.subscription;
		return open == null || open.isStale() || isBehind();
	}

	@Override
	public WatchStatistics statistics() {
		return new LiveStatistics(this);
	}

	@Override
	public void resync() {
		MirrorSubscription open = this.subscription;
		if (open != null) {
			open.resync();
		}
	}

	@Override
	public void close() {
		if (end()) {
			unsubscribe();
			this.settings.observer().ended(this);
		}
	}

}
