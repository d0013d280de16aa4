package io.github.zkspring.client.connection;

import java.time.Duration;
import java.time.Instant;

import io.github.zkspring.client.ZkSessionState;
import org.jspecify.annotations.Nullable;

/**
 * State of a session between two transitions.
 *
 * @param state the state
 * @param handle the last connected handle
 * @param timeout the negotiated timeout, or the requested one before that
 * @param since when the state began
 * @param server the server, while connected and known
 */
record SessionSnapshot(ZkSessionState state, @Nullable ZkHandle handle, Duration timeout, Instant since,
		@Nullable String server) {

	static SessionSnapshot connecting(Duration timeout) {
		return new SessionSnapshot(ZkSessionState.CONNECTING, null, timeout, Instant.now(), null);
	}

	SessionSnapshot connected(ZkSessionState state, ZkHandle handle) {
		Duration negotiated = Duration.ofMillis(handle.zooKeeper().getSessionTimeout());
		return new SessionSnapshot(state, handle, negotiated, Instant.now(), TrackingZooKeeper.remoteAddress(handle));
	}

	SessionSnapshot disconnected(ZkSessionState state) {
		return new SessionSnapshot(state, this.handle, this.timeout, Instant.now(), null);
	}

	// asks the handle, too: it knows of an expiry before its events say so
	boolean mayHold(long sessionId) {
		ZkHandle known = this.handle;
		return known != null && known.sessionId() == sessionId && mayHold() && known.isAlive();
	}

	private boolean mayHold() {
		return this.state == ZkSessionState.CONNECTED || this.state == ZkSessionState.SUSPENDED;
	}

	// no server is asked again
	boolean isOver() {
		return this.state == ZkSessionState.AUTH_FAILED || this.state == ZkSessionState.CLOSED;
	}

	// whether the handle says the same as this snapshot: connected, with this session
	boolean isInUse() {
		ZkHandle known = this.handle;
		return known != null && this.state.isConnected() && known.zooKeeper().getState().isConnected()
				&& known.zooKeeper().getSessionId() == known.sessionId();
	}

	long sessionId() {
		return (this.handle != null) ? this.handle.sessionId() : 0;
	}

}
