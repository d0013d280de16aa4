package io.github.zkspring.contender;

import org.jspecify.annotations.Nullable;

/**
 * What a contender holds now. While it is its turn the heartbeat goes on, and the grant
 * stands as long as the lease of the session does; every grant is paired with one
 * revocation. Written on the engine loop, read from anywhere.
 */
class CurrentGrant {

	private final ContenderContext context;

	private final OnSuspended onSuspended;

	private final ContenderListener listener;

	private volatile @Nullable Grant held;

	private boolean holding;

	CurrentGrant(ContenderContext context, OnSuspended onSuspended, ContenderListener listener) {
		this.context = context;
		this.onSuspended = onSuspended;
		this.listener = listener;
	}

	@Nullable Grant get() {
		return this.held;
	}

	/**
	 * The contender has a place in the queue. It is granted its turn as soon as the
	 * session is certain; who comes next keeps its session certain as well, so that a
	 * hand-over waits for no write.
	 * @param mine the contender's znode
	 * @param turn its turn
	 */
	void place(Grant mine, Turn turn) {
		if (turn.isNear() && !this.holding) {
			this.holding = true;
			this.context.heartbeat().hold();
		}
		if (turn.hasCome() && this.held == null) {
			if (mayAct(mine)) {
				this.held = mine;
				this.listener.granted(mine);
			}
			else {
				this.context.heartbeat().beat();
			}
		}
	}

	private boolean mayAct(Grant mine) {
		return (this.onSuspended == OnSuspended.REVOKE) ? this.context.connection().mayAct(mine.sessionId())
				: this.context.connection().isCertain(mine.sessionId());
	}

	/**
	 * The session is not certain any more; the turn may go on when it is again.
	 */
	void revoke() {
		Grant ended = this.held;
		if (ended != null) {
			this.held = null;
			this.listener.revoked(ended);
		}
	}

	/**
	 * The place is lost, and the turn with it.
	 * @return tells the listener, where there is something to tell
	 */
	Runnable end() {
		Grant ended = this.held;
		this.held = null;
		if (this.holding) {
			this.holding = false;
			this.context.heartbeat().release();
		}
		return () -> {
			if (ended != null) {
				this.listener.revoked(ended);
			}
		};
	}

}
