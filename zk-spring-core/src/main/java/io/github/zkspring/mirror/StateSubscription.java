package io.github.zkspring.mirror;

/**
 * The interest of one listener in one state.
 *
 * @param <S> the kind of snapshot
 */
class StateSubscription<S extends Snapshot> implements MirrorSubscription {

	private final MirrorCore core;

	private final MirroredState<S> state;

	private final MirrorListener<S> listener;

	private final boolean sibling;

	private boolean closed;

	StateSubscription(MirrorCore core, MirroredState<S> state, MirrorListener<S> listener, boolean sibling) {
		this.core = core;
		this.state = state;
		this.listener = listener;
		this.sibling = sibling;
	}

	@Override
	public boolean isStale() {
		synchronized (this.core.link()) {
			return this.core.isStale(this.state);
		}
	}

	@Override
	public void resync() {
		this.core.locked(() -> {
			if (!this.closed) {
				this.state.resync(this.core.queue());
			}
		});
	}

	@Override
	public void close() {
		this.core.locked(() -> {
			if (!this.closed) {
				this.closed = true;
				this.core.detach(this.state, this.listener);
				if (this.sibling) {
					this.core.znodes().siblings().leave(this.state.path(), this.core.recursive());
				}
			}
		});
	}

}
