package io.github.zkspring.client;

import java.time.Instant;

/**
 * Application event for every transition of the session.
 *
 * <p>
 * Events are published in the order of the transitions, on a separate thread named
 * {@code zk-session-events}. A listener may block and may call ZooKeeper: it delays only
 * the listeners of later transitions. A listener that throws is logged. When more than
 * 256 transitions wait for listeners the oldest are dropped, with a warning.
 *
 * <p>
 * {@link ZkSessionState#LOST} always stands between two sessions, so a listener sees the
 * end of a session before the beginning of the next.
 *
 * <p>
 * A context that starts after a server has answered, with a client of the application or
 * of its parent context, receives the present state first, with
 * {@link ZkSessionState#CONNECTING} as the previous one.
 *
 * @param state the state that began
 * @param previous the state that ended
 * @param sessionId the id of the session, {@code 0} before the first connection
 * @param at when the state began
 * @since 0.1.0
 */
public record ZkSessionStateEvent(ZkSessionState state, ZkSessionState previous, long sessionId, Instant at) {

	@Override
	public String toString() {
		return "ZkSessionStateEvent[" + this.previous + " -> " + this.state + ", session 0x"
				+ Long.toHexString(this.sessionId) + ", at " + this.at + "]";
	}

}
