package io.github.zkspring.mirror;

/**
 * The subscription of one listener to one state.
 *
 * @param <S> the kind of snapshot
 */
class StateSubscription<S extends Snapshot> implements MirrorSubscription {

	private final MirrorCore core;

	private final MirroredState<S> state;

	private final MirrorListener<S> listener;

	private boolean closed;

	StateSubscription(MirrorCore core, MirroredState<S> state, MirrorListener<S> listener) {
		this.core = core;
		this.state = state;
		this.listener = listener;
	}

	@Override
	public boolean isStale() {
		synchronized (this.core.connection()) {
			return this.core.isStale(this.state);
		}
	}

	@Override
	public void resync() {
		this.core.locked(() -> {
			if (!this.closed) {
				this.state.resync();
			}
		});
	}

	@Override
	public void close() {
		this.core.locked(() -> {
			if (!this.closed) {
				this.closed = true;
				this.core.detach(this.state, this.listener);
			}
		});
	}

}
