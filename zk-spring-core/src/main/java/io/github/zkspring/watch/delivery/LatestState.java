package io.github.zkspring.watch.delivery;

import io.github.zkspring.mirror.MirrorListener;
import io.github.zkspring.mirror.MirrorSubscription;
import io.github.zkspring.mirror.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest state of the data or of the children of one znode.
 *
 * @param <S> the kind of snapshot
 */
class LatestState<S extends Snapshot> extends ConflatedState<S> implements MirrorListener<S> {

	private final Source<MirrorListener<S>> source;

	private @Nullable S newest;

	LatestState(Source<MirrorListener<S>> source, EventFactory<S, ?> events, Listener listener) {
		super(events, listener);
		this.source = source;
	}

	@Override
	public MirrorSubscription subscribe(String path) {
		take();
		return this.source.subscribe(path, this);
	}

	@Override
	public void changed(S snapshot) {
		boolean conflated;
		synchronized (this) {
			conflated = this.newest != null;
			this.newest = snapshot;
		}
		listener().received(snapshot.path(), conflated);
	}

	@Override
	public void failed(String path, Exception ex) {
		listener().refused(path, ex);
	}

	@Override
	synchronized @Nullable S take() {
		S state = this.newest;
		this.newest = null;
		return state;
	}

	@Override
	synchronized boolean putBack(S state) {
		if (this.newest != null) {
			return false;
		}
		this.newest = state;
		return true;
	}

	@Override
	public synchronized boolean isEmpty() {
		return this.newest == null;
	}

}
