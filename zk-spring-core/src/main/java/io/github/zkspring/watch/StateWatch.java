package io.github.zkspring.watch;

import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Watches the data or the children of one znode.
 *
 * @param <S> the kind of snapshot
 * @param <E> the kind of event
 */
class StateWatch<S extends Snapshot, E> extends ConflatedWatch<MirrorListener<S>, S, E> implements MirrorListener<S> {

	private @Nullable S newest;

	StateWatch(WatchPlan<MirrorListener<S>, S, E> plan, String id, String path, WatchCall<E> call) {
		super(plan, id, path, call);
	}

	@Override
	MirrorSubscription subscribe() {
		take();
		return this.plan.source().subscribe(path(), this);
	}

	@Override
	public void changed(S snapshot) {
		synchronized (this) {
			if (this.newest != null) {
				counters().conflated();
			}
			this.newest = snapshot;
		}
		arrived();
	}

	@Override
	public void failed(String refused, Exception ex) {
		refuse(refused, ex);
	}

	@Override
	synchronized @Nullable S take() {
		S snapshot = this.newest;
		this.newest = null;
		return snapshot;
	}

	@Override
	synchronized void giveBack(S snapshot) {
		if (this.newest == null) {
			this.newest = snapshot;
		}
	}

	@Override
	synchronized boolean isWaiting() {
		return this.newest != null;
	}

}
