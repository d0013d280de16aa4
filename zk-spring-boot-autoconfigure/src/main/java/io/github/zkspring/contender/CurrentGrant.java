package io.github.zkspring.contender;

import org.jspecify.annotations.Nullable;

/**
 * What a contender holds now. While it is its turn the heartbeat goes on, and the grant
 * stands as long as the lease of the session does; every grant is paired with one
 * revocation. Written on the engine loop, read from anywhere.
 */
class CurrentGrant {

	private final ContenderContext context;

	private final ContenderListener listener;

	private volatile @Nullable Grant held;

	private boolean turn;

	CurrentGrant(ContenderContext context, ContenderListener listener) {
		this.context = context;
		this.listener = listener;
	}

	@Nullable Grant get() {
		return this.held;
	}

	/**
	 * It is the contender's turn: grant as soon as the session is certain.
	 * @param mine the contender's znode
	 */
	void turn(Grant mine) {
		if (!this.turn) {
			this.turn = true;
			this.context.heartbeat().hold();
		}
		if (this.held == null && this.context.connection().isCertain(mine.sessionId())) {
			this.held = mine;
			this.listener.granted(mine);
		}
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
	 * The turn is over.
	 */
	void end() {
		revoke();
		if (this.turn) {
			this.turn = false;
			this.context.heartbeat().release();
		}
	}

}
