package io.github.zkspring.contender;

import io.github.zkspring.client.connection.Heartbeat;
import io.github.zkspring.client.connection.ZkConnection;
import org.jspecify.annotations.Nullable;

/**
 * Holds the grant of a contender and notifies its listener: every grant is paired with
 * one revocation. The heartbeat runs while the contender is admitted or next in the
 * queue. Written on the event loop, read from any thread.
 */
class GrantHolder {

	private final ZkConnection connection;

	private final Heartbeat heartbeat;

	private final OnSuspended onSuspended;

	private final ContenderListener listener;

	private volatile @Nullable Grant held;

	private boolean beating;

	GrantHolder(ZkConnection connection, Heartbeat heartbeat, OnSuspended onSuspended, ContenderListener listener) {
		this.connection = connection;
		this.heartbeat = heartbeat;
		this.onSuspended = onSuspended;
		this.listener = listener;
	}

	@Nullable Grant get() {
		return this.held;
	}

	/**
	 * Updates the grant after the position of the contender was determined. An admitted
	 * contender holds the grant as soon as its session is certain. The next contender
	 * keeps its session certain as well, so that a handover does not wait for a write.
	 * @param grant the grant that the contender receives once it is admitted
	 * @param position its position
	 */
	void update(Grant grant, QueuePosition position) {
		if (position.isAdmittedOrNext() && !this.beating) {
			this.beating = true;
			this.heartbeat.hold();
		}
		if (position.isAdmitted() && this.held == null) {
			if (mayAct(grant)) {
				this.held = grant;
				this.listener.granted(grant);
			}
			else {
				this.heartbeat.beat();
			}
		}
	}

	private boolean mayAct(Grant grant) {
		return (this.onSuspended == OnSuspended.REVOKE) ? this.connection.mayAct(grant.sessionId())
				: this.connection.isCertain(grant.sessionId());
	}

	/**
	 * Revokes the grant because the session is uncertain. It can be granted again when
	 * the session is certain.
	 */
	void revoke() {
		Grant ended = this.held;
		this.held = null;
		notifyRevoked(ended);
	}

	/**
	 * Ends the grant and the heartbeat because the contender left the queue.
	 * @return notifies the listener of the revocation, if there was a grant
	 */
	Runnable end() {
		Grant ended = this.held;
		this.held = null;
		if (this.beating) {
			this.beating = false;
			this.heartbeat.release();
		}
		return () -> notifyRevoked(ended);
	}

	private void notifyRevoked(@Nullable Grant ended) {
		if (ended != null) {
			this.listener.revoked(ended);
		}
	}

}
