package io.github.zkspring.watch;

import io.github.zkspring.client.CodecException;
import io.github.zkspring.mirror.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * A watch with one state at a time: the newest replaces what has waited so far.
 *
 * @param <L> the kind of listener that is subscribed
 * @param <S> the kind of snapshot
 * @param <E> the kind of event
 */
abstract class ConflatedWatch<L, S extends Snapshot, E> extends AbstractWatch<E> {

	final WatchPlan<L, S, E> plan;

	private @Nullable Refusal refused;

	/**
	 * The state that was last looked at: not the one delivered while it is unreadable.
	 */
	private volatile @Nullable S seen;

	private volatile @Nullable S delivered;

	private @Nullable Object memory;

	ConflatedWatch(WatchPlan<L, S, E> plan, String id, String path, WatchCall<E> call) {
		super(plan.settings(), id, path, call);
		this.plan = plan;
	}

	/**
	 * Take the newest state out of the slot.
	 * @return the state, {@code null} when there is none
	 */
	abstract @Nullable S take();

	/**
	 * Put a state back that is to be delivered again, unless a newer one has come.
	 * @param snapshot the state
	 */
	abstract void giveBack(S snapshot);

	/**
	 * Whether the slot holds a state.
	 * @return {@code true} when it does
	 */
	abstract boolean isWaiting();

	/**
	 * Report a path that cannot be read.
	 * @param refused the path
	 * @param cause why
	 */
	void refuse(String refused, Exception cause) {
		synchronized (this) {
			this.refused = new Refusal(refused, cause);
		}
		signal();
	}

	private synchronized @Nullable Refusal takeRefused() {
		Refusal taken = this.refused;
		this.refused = null;
		return taken;
	}

	@Override
	protected void deliver() {
		Refusal refusal = takeRefused();
		if (refusal != null) {
			S last = this.seen;
			report(new Znode(refusal.path(), (last != null) ? last.stat() : null), WatchError.Kind.READ,
					refusal.cause());
			if (concernsAll(refusal.path())) {
				markInitialised();
			}
		}
		S snapshot = isClosed() ? null : take();
		if (snapshot != null) {
			S last = this.seen;
			if (last == null || !this.plan.events().isSame(snapshot, last)) {
				deliver(snapshot);
			}
			markInitialised();
		}
	}

	private void deliver(S snapshot) {
		S known = this.delivered;
		if (known != null && this.plan.events().isSame(snapshot, known)) {
			this.seen = known;
			counters().recovered();
			return;
		}
		long errors = counters().errors();
		Znode znode = new Znode(snapshot.path(), snapshot.stat());
		E event;
		try {
			event = this.plan.events()
				.create(snapshot, new EventFactory.Before<>(known, this.memory), this::unreadable);
		}
		catch (CodecException ex) {
			this.seen = snapshot;
			report(znode, WatchError.Kind.PAYLOAD, ex);
			return;
		}
		if (call(event, snapshot, znode, change(snapshot, known))) {
			this.memory = this.plan.events().memory(event);
			counters().delivered(errors);
			this.delivered = snapshot;
			this.seen = snapshot;
		}
		else if (isWaiting()) {
			arrived();
		}
		else {
			giveBack(snapshot);
			signal();
		}
	}

	@Override
	@Nullable Snapshot lastDelivered() {
		return this.delivered;
	}

	@Override
	boolean isBehind() {
		return isWaiting() || this.seen != this.delivered;
	}

	/**
	 * A path that cannot be read.
	 *
	 * @param path the path
	 * @param cause why
	 */
	private record Refusal(String path, Exception cause) {

	}

}
